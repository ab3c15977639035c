{{%AUTOESCAPE context="HTML"}}<figure class="fg"><figcaption>{{#H2}}<h2>{{TITLE}}</h2>{{/H2}}{{#H3}}<h3>{{TITLE}}</h3>{{/H3}}<p>{{SUBTITLE}}</p></figcaption>
{{CHART:none}}
{{#SOURCE}}<p class="src">{{TEXT}}</p>{{/SOURCE}}
{{#DETAILS}}<details><summary>{{SUMMARY}}</summary>{{>TABLE}}</details>{{/DETAILS}}
{{#DOWNLOADS}}<ul class="dl">{{#ITEM}}<li><a href="{{HREF}}" download aria-label="{{LABEL}}">{{NAME}}</a></li>{{/ITEM}}</ul>{{/DOWNLOADS}}
</figure>
