{{%AUTOESCAPE context="HTML"}}{{#PARA}}<section class="para" id="p{{NUMBER}}">{{#TITLE_TEXT}}<h2 lang="{{LANG}}">{{LABEL}} {{TEXT}}</h2>{{/TITLE_TEXT}}{{#BODY_TEXT}}<p class="said" lang="{{LANG}}">{{#NAMED}}<b>{{LABEL}}</b> {{/NAMED}}{{TEXT:pre_escape}}</p>{{/BODY_TEXT}}
<p class="soft"><a href="{{POINT_HREF}}">{{POINT}}<span class="vh"> {{POINT_OF}}</span></a> {{COUNTS}}</p>
{{#REPLY}}<div class="call done"><p><b>{{OUTCOME}}</b> <span class="soft">{{WHEN}}</span></p><p class="said" lang="{{LANG}}">{{TEXT:pre_escape}}</p></div>{{/REPLY}}</section>{{/PARA}}
