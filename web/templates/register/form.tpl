{{%AUTOESCAPE context="HTML"}}<form class="sel" method="{{METHOD}}" action="{{ACTION}}"{{#WITH_FILES}} enctype="multipart/form-data"{{/WITH_FILES}}>
{{#GUARD}}<input type="hidden" name="csrf" value="{{CSRF}}">{{/GUARD}}
{{#FIELD}}{{#OPEN}}<fieldset class="grp"><legend>{{TEXT}}</legend>{{/OPEN}}{{>FIELD_BODY}}{{#CLOSE}}</fieldset>{{/CLOSE}}{{/FIELD}}
<p class="acts">{{#BUTTON}}<button class="btn{{#QUIET}} alt{{/QUIET}}{{#RISKY}} risk{{/RISKY}}"{{#NAMED}} name="{{NAME}}" value="{{VALUE}}"{{/NAMED}}>{{TEXT}}</button>{{/BUTTON}}</p></form>
