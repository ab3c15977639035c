{{%AUTOESCAPE context="HTML"}}<header class="pt"><h1>{{NAME}}</h1><p class="lede">{{LEDE}}</p></header>
{{#GROUPS}}<p class="soft">{{LABEL}} {{#ITEM}}<a href="{{HREF}}">{{TEXT}}</a>{{#ITEM_separator}}, {{/ITEM_separator}}{{/ITEM}}</p>{{/GROUPS}}
<h2>{{H_COUNTS}}</h2>
<p>{{COUNTS}}</p>
<div>{{BAR:none}}</div>
{{#COMPARE}}<p class="acts"><a class="btn" href="{{HREF}}">{{TEXT}}</a></p>{{/COMPARE}}
{{#AREA}}<h2 class="a{{NUMBER}}"><span class="badge">{{NUMBER}}</span> {{NAME}}</h2>
<ul class="rows">{{#GOAL}}<li><a href="{{HREF}}">{{TITLE}}</a>{{#NOTE}}<span class="soft">{{TEXT}}</span>{{/NOTE}}{{CHIP:none}}</li>{{/GOAL}}</ul>
{{>TABLE}}
{{#MISSING}}<details class="lack"><summary>{{LABEL}}</summary><ul>{{#ITEM}}<li><a href="{{HREF}}">{{TEXT}}</a></li>{{/ITEM}}</ul></details>{{/MISSING}}
{{/AREA}}
{{#DOWNLOADS}}<h2>{{HEADING}}</h2><ul class="dl">{{#ITEM}}<li><a href="{{HREF}}" download>{{NAME}}</a></li>{{/ITEM}}</ul>{{#OFFLINE}}<p><a href="{{HREF}}">{{TEXT}}</a></p>{{/OFFLINE}}{{/DOWNLOADS}}
