{{%AUTOESCAPE context="HTML"}}<header class="pt"><h1>{{TITLE}}</h1><p class="lede">{{LEDE}}</p></header>
<h2>{{H_COUNTRIES}}</h2>
<ul class="legend">{{#LEGEND}}<li>{{CHIP:none}}</li>{{/LEGEND}}</ul>
<ul class="areas">{{#COUNTRY}}<li class="area"><h3><a href="{{HREF}}">{{NAME}}</a></h3><p>{{COUNT}}</p>{{BAR:none}}{{CHIPS:none}}</li>{{/COUNTRY}}</ul>
<h2>{{H_GROUPS}}</h2>
<ul class="areas">{{#GROUP}}<li class="area"><h3><a href="{{HREF}}">{{NAME}}</a></h3><p>{{NOTE}}</p><p>{{COUNT}}</p>{{BAR:none}}{{CHIPS:none}}</li>{{/GROUP}}</ul>
