{{%AUTOESCAPE context="HTML"}}<form class="sel" method="{{METHOD}}" action="{{ACTION}}"{{#WITH_FILES}} enctype="multipart/form-data"{{/WITH_FILES}}>
{{#GUARD}}<input type="hidden" name="csrf" value="{{CSRF}}">{{/GUARD}}
{{#FIELD}}{{>FIELD_BODY}}{{/FIELD}}
<p class="acts">{{#BUTTON}}<button class="btn{{#QUIET}} alt{{/QUIET}}"{{#NAMED}} name="{{NAME}}" value="{{VALUE}}"{{/NAMED}}>{{TEXT}}</button>{{/BUTTON}}</p></form>
