{{%AUTOESCAPE context="HTML"}}<form class="quest" method="post" action="{{ACTION}}" enctype="multipart/form-data">
<input type="hidden" name="csrf" value="{{CSRF}}">
{{#INDICATOR}}<section class="ask" id="{{ID}}"><header><h2>{{NAME}}</h2><p class="soft"><b>{{SCORE}}</b>{{#REASON}} {{TEXT}}{{/REASON}}</p></header>
{{#CHECK}}<p class="call {{CSS}}">{{TEXT}}</p>{{/CHECK}}
{{#QUESTION}}<div class="q">{{>FIELD}}{{#PART}}{{>FIELD}}{{/PART}}{{#ORIGIN}}<p class="soft">{{TEXT}}</p>{{/ORIGIN}}{{#ASIDE}}<p class="call warn">{{TEXT}}</p>{{/ASIDE}}{{#PROOF}}<p class="soft">{{LABEL}} {{#LINK}}<a href="{{HREF}}" rel="noopener nofollow">{{TEXT}}</a>{{/LINK}}</p>{{/PROOF}}</div>{{/QUESTION}}
<p class="acts"><button class="btn">{{L_SAVE}}</button></p></section>{{/INDICATOR}}
</form>
<nav class="pager">{{#PREVIOUS}}<a rel="prev" href="{{HREF}}">{{TEXT}}</a>{{/PREVIOUS}}{{#NEXT}}<a rel="next" href="{{HREF}}">{{TEXT}}</a>{{/NEXT}}</nav>
