{{%AUTOESCAPE context="HTML"}}<header class="pt a{{AREA}}">{{#KICKER}}<p class="kick"><span class="badge">{{NUMBER}}</span>{{TEXT}}</p>{{/KICKER}}<h1>{{NAME}}</h1><p class="lede">{{DEFINITION}}</p></header>
{{#EMPTY}}<div class="call warn"><h2>{{TITLE}}</h2><p>{{TEXT}}</p></div>{{/EMPTY}}
{{#FIGURES}}{{>FIGURE}}{{/FIGURES}}
{{#COVERAGE}}<div class="call"><h2>{{TITLE}}</h2><p>{{TEXT}}</p>{{#LINE}}<p>{{TEXT}}</p>{{/LINE}}</div>{{/COVERAGE}}
{{#STATUSES}}<h2>{{HEADING}}</h2><p><a href="{{METHODS}}">{{L_METHODS}}</a></p><div class="wide">{{>TABLE}}</div>{{/STATUSES}}
<h2>{{H_ABOUT}}</h2>
<dl class="meta">{{#META}}<div><dt>{{TERM}}</dt><dd>{{#PLAIN}}{{TEXT}}{{/PLAIN}}{{#LINK}}<a href="{{HREF}}">{{TEXT}}</a>{{/LINK}}</dd></div>{{/META}}</dl>
