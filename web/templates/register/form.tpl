{{%AUTOESCAPE context="HTML"}}<form class="sel" method="post" action="{{ACTION}}"{{#WITH_FILES}} enctype="multipart/form-data"{{/WITH_FILES}}>
<input type="hidden" name="csrf" value="{{CSRF}}">
{{#FIELD}}{{>FIELD_BODY}}{{/FIELD}}
<p class="acts">{{#BUTTON}}<button class="btn{{#QUIET}} alt{{/QUIET}}"{{#NAMED}} name="{{NAME}}" value="{{VALUE}}"{{/NAMED}}>{{TEXT}}</button>{{/BUTTON}}</p></form>
