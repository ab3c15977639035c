{{%AUTOESCAPE context="HTML"}}<header class="pt a{{AREA}}"><p class="kick"><span class="badge">{{NUMBER}}</span>{{KICKER}}</p><h1>{{TITLE}}</h1><p class="lede">{{SUMMARY}}</p></header>
{{#OFFICIAL}}<blockquote class="official a{{AREA}}" lang="en"><p>{{TEXT}}</p><footer>{{SOURCE}}</footer></blockquote>{{/OFFICIAL}}
{{#SDGS}}<p class="soft">{{LABEL}} {{#SDG}}<a href="{{HREF}}">{{ID}}</a> {{/SDG}}</p>{{/SDGS}}
<h2>{{H_STATUS}}</h2>
<p>{{STATUS_TEXT}}</p>
<div>{{BAR:none}}</div>
<h2>{{H_INDICATORS}}</h2>
{{#TILES}}<div class="tiles">{{/TILES}}{{#TILE}}<article class="tile a{{AREA}}"><h3><a href="{{HREF}}">{{NAME}}</a></h3>{{#VALUE}}<p class="val"><b>{{NUMBER}}</b> <span class="unit">{{UNIT}}</span> <span class="yr">{{YEAR}}</span></p>{{/VALUE}}{{#NO_VALUE}}<p class="val soft">{{TEXT}}</p>{{/NO_VALUE}}{{SPARK:none}}{{#CHANGE}}<p class="chg {{CSS}}"><i aria-hidden="true">{{SIGN}}</i> {{TEXT}}</p>{{/CHANGE}}<p class="rank">{{COUNTRIES}}</p>{{CHIP:none}}</article>{{/TILE}}{{#TILES}}</div>{{/TILES}}
{{#MISSING}}<div class="call warn"><h3>{{TITLE}}</h3><ul class="rows">{{#ITEM}}<li><a href="{{HREF}}">{{NAME}}</a><span class="soft">{{KIND}}</span></li>{{/ITEM}}</ul></div>{{/MISSING}}
{{#FIGURES}}{{>FIGURE}}{{/FIGURES}}
{{#COUNTRIES}}<h2>{{H_COUNTRIES}}</h2><div class="wide">{{>TABLE}}</div>{{/COUNTRIES}}
{{#REPORTED}}<h2>{{HEADING}}</h2><div class="wide">{{>TABLE}}</div>{{/REPORTED}}
<nav class="pager" aria-label="{{L_PAGER}}">{{#PREVIOUS}}<a rel="prev" href="{{HREF}}">{{TEXT}}</a>{{/PREVIOUS}}{{#NEXT}}<a rel="next" href="{{HREF}}">{{TEXT}}</a>{{/NEXT}}</nav>
