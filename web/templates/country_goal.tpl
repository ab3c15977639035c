{{%AUTOESCAPE context="HTML"}}<header class="pt a{{AREA}}"><p class="kick"><span class="badge">{{NUMBER}}</span>{{KICKER}}</p><h1>{{TITLE}}</h1><p class="lede">{{SUMMARY}}</p></header>
<p>{{CHIP:none}}</p>
<p class="acts"><a class="btn alt" href="{{COUNTRY_HREF}}">{{COUNTRY_TEXT}}</a><a class="btn alt" href="{{GOAL_HREF}}">{{GOAL_TEXT}}</a></p>
<h2>{{H_INDICATORS}}</h2>
{{>TABLE}}
{{#INSTRUMENTS}}<h2 id="h-instruments">{{HEADING}}</h2><p>{{TEXT}}</p>{{>LIST}}{{#LINK}}<p class="acts"><a class="btn alt" href="{{HREF}}">{{TEXT}}</a></p>{{/LINK}}{{/INSTRUMENTS}}
{{#REVIEWS}}<h2 id="h-reviews">{{HEADING}}</h2>{{#NONE}}<p>{{TEXT}}</p>{{/NONE}}{{#REVIEW}}<article class="call"><h3>{{INDICATOR}}</h3>{{#LEVEL}}<p class="soft">{{TEXT}}</p>{{/LEVEL}}{{#PARAGRAPH}}<p>{{TEXT}}</p>{{/PARAGRAPH}}{{#REPLY}}<p><b>{{LABEL}}</b> {{TEXT}}</p>{{/REPLY}}{{#LINK}}<p><a href="{{HREF}}">{{TEXT}}</a></p>{{/LINK}}</article>{{/REVIEW}}{{/REVIEWS}}
{{#DOWNLOADS}}<h2>{{HEADING}}</h2><ul class="dl">{{#ITEM}}<li><a href="{{HREF}}" download>{{NAME}}</a></li>{{/ITEM}}</ul>{{/DOWNLOADS}}
<nav class="pager" aria-label="{{L_PAGER}}">{{#PREVIOUS}}<a rel="prev" href="{{HREF}}">{{TEXT}}</a>{{/PREVIOUS}}{{#NEXT}}<a rel="next" href="{{HREF}}">{{TEXT}}</a>{{/NEXT}}</nav>
