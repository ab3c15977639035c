{{%AUTOESCAPE context="HTML"}}<section class="hero"><p class="kick">{{KICKER}}</p><h1>{{NAME}}</h1><p class="lede">{{SUMMARY}}</p><p>{{COUNTS}}</p>
<p class="acts"><a class="btn" href="{{COUNTRIES}}">{{L_COUNTRIES}}</a><a class="btn alt" href="{{COMPARE}}">{{L_COMPARE}}</a></p></section>
<h2>{{H_SCORES}}</h2>
<p>{{SCORES_TEXT}} <a href="{{METHODS}}">{{L_METHODS}}</a></p>
<ul class="legend">{{#LEGEND}}<li>{{CHIP:none}}</li>{{/LEGEND}}</ul>
<div class="wide">{{SCOREBOARD:none}}</div>
<h2>{{H_AREAS}}</h2>
<p>{{AREAS_TEXT}}</p>
<ul class="areas">{{#AREA}}<li class="area a{{NUMBER}}"><h3><span class="badge">{{NUMBER}}</span><a href="{{HREF}}">{{NAME}}</a></h3><p>{{SUMMARY}}</p>{{BAR:none}}</li>{{/AREA}}</ul>
