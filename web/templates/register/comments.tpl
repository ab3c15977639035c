{{%AUTOESCAPE context="HTML"}}<h2>{{HEADING}}</h2>{{#EMPTY}}<p>{{TEXT}}</p>{{/EMPTY}}
{{#COMMENT}}<article class="para" id="{{ID}}"><p class="soft"><b>{{WHO}}</b> {{WHEN}}</p>{{#SAID}}<p class="said" lang="{{LANG}}">{{TEXT:pre_escape}}</p>{{/SAID}}{{#GONE}}<p><em>{{TEXT}}</em></p>{{/GONE}}<p class="soft"><a href="{{HREF}}">{{MORE}}<span class="vh"> {{MORE_OF}}</span></a> {{COUNTS}}</p></article>{{/COMMENT}}
{{#PAGER}}<nav class="pager" aria-label="{{L_PAGES}}">{{#NEXT}}<a rel="next" href="{{HREF}}">{{TEXT}}</a>{{/NEXT}}</nav>{{/PAGER}}
