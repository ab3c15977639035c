{{%AUTOESCAPE context="HTML"}}<header class="pt"><h1>{{TITLE}}</h1><p class="lede">{{LEDE}}</p></header>
<h2>{{H_OPEN}}</h2>
<ol class="steps">{{#STEP}}<li>{{TEXT}}</li>{{/STEP}}</ol>
<p>{{INSIDE}}</p>
<h2>{{H_WHOLE}}</h2>
<p>{{WHOLE_TEXT}}</p>
<p class="acts"><a class="btn" href="{{WHOLE_HREF}}" download>{{WHOLE_LINK}}</a></p>
<p class="soft">{{WHOLE_SIZE}}</p>
<h2>{{H_COUNTRIES}}</h2>
<p>{{COUNTRIES_TEXT}}</p>
<ul class="rows">{{#COUNTRY}}<li id="{{ID}}"><a href="{{HREF}}" download aria-label="{{LABEL}}">{{NAME}}</a><span class="soft">{{SIZE}}</span></li>{{/COUNTRY}}</ul>
{{#PART}}<h2>{{HEADING}}</h2><p>{{TEXT}}</p>{{/PART}}
