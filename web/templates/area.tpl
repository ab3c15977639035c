{{%AUTOESCAPE context="HTML"}}<header class="pt a{{NUMBER}}"><p class="kick"><span class="badge">{{NUMBER}}</span>{{KICKER}}</p><h1>{{NAME}}</h1><p class="lede">{{SUMMARY}}</p></header>
{{#OFFICIAL}}<blockquote class="official" lang="en"><p>{{TEXT}}</p><footer>{{SOURCE}}</footer></blockquote>{{/OFFICIAL}}
<h2>{{H_COUNTS}}</h2>
<div>{{BAR:none}}</div>
<h2>{{H_GOALS}}</h2>
<ol class="cards">{{#GOAL}}<li class="card a{{AREA}}"><p class="kick"><span class="badge">{{NUMBER}}</span>{{L_GOAL}}</p><h3><a href="{{HREF}}">{{TITLE}}</a></h3><p>{{SUMMARY}}</p><p class="cf">{{CHIP:none}} {{COUNT}}</p></li>{{/GOAL}}</ol>
<nav class="pager" aria-label="{{L_PAGER}}">{{#PREVIOUS}}<a rel="prev" href="{{HREF}}">{{TEXT}}</a>{{/PREVIOUS}}{{#NEXT}}<a rel="next" href="{{HREF}}">{{TEXT}}</a>{{/NEXT}}</nav>
