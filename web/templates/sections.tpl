{{%AUTOESCAPE context="HTML"}}<header class="pt"><h1>{{TITLE}}</h1>{{#LEDE}}<p class="lede">{{TEXT}}</p>{{/LEDE}}</header>
{{#JUMP}}<nav class="jump" aria-label="{{LABEL}}"><ul>{{#ITEM}}<li><a href="{{HREF}}">{{TEXT}}</a></li>{{/ITEM}}</ul></nav>{{/JUMP}}
{{#SECTION}}<h2{{#ID}} id="{{NAME}}"{{/ID}}>{{HEADING}}</h2>
{{#PARAGRAPH}}<p>{{TEXT}}</p>{{/PARAGRAPH}}
{{#LEGEND}}<ul class="legend">{{#ITEM}}<li>{{CHIP:none}}</li>{{/ITEM}}</ul>{{/LEGEND}}
{{#LIST}}<ul class="rows">{{#ITEM}}<li>{{#LINK}}<a href="{{HREF}}">{{TEXT}}</a>{{/LINK}}{{#PLAIN}}<span>{{TEXT}}</span>{{/PLAIN}}<span class="soft">{{NOTE}}</span></li>{{/ITEM}}</ul>{{/LIST}}
{{#META}}<dl class="meta">{{#ITEM}}<div><dt>{{CHIP:none}}{{TERM}}</dt><dd>{{TEXT}}</dd></div>{{/ITEM}}</dl>{{/META}}
{{>TABLE}}
{{/SECTION}}
