{{%AUTOESCAPE context="HTML"}}<header class="pt"><p class="kick">{{CODE}}</p><h1>{{TITLE}}</h1><p class="lede">{{TEXT}}</p></header>
<ul class="rows">{{#ITEM}}<li><a href="{{HREF}}">{{TEXT}}</a></li>{{/ITEM}}</ul>
