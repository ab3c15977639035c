{{%AUTOESCAPE context="HTML"}}<header class="pt"><h1>{{H_AREAS}}</h1><p class="lede">{{LEDE}}</p></header>
{{#AREA}}<section class="sec a{{NUMBER}}"><header class="pt a{{NUMBER}}"><h2><span class="badge">{{NUMBER}}</span> <a href="{{HREF}}">{{NAME}}</a></h2><p>{{SUMMARY}}</p></header>
<ol class="cards">{{#GOAL}}<li class="card a{{AREA}}"><p class="kick"><span class="badge">{{NUMBER}}</span>{{L_GOAL}}</p><h3><a href="{{HREF}}">{{TITLE}}</a></h3><p>{{SUMMARY}}</p><p class="cf">{{CHIP:none}} {{COUNT}}</p></li>{{/GOAL}}</ol></section>
{{/AREA}}
