{{%AUTOESCAPE context="HTML"}}<header class="pt"><h1>{{TITLE}}</h1><p class="lede">{{LEDE}}</p></header>
<form class="sel" action="{{ACTION}}" method="get">
<div class="fld"><label for="i">{{L_INDICATOR}}</label><select id="i" name="i">{{#GOAL}}<optgroup label="{{NAME}}">{{#OPTION}}<option value="{{ID}}"{{#SELECTED}} selected{{/SELECTED}}>{{NAME}}</option>{{/OPTION}}</optgroup>{{/GOAL}}</select></div>
<fieldset class="cks"><legend>{{L_COUNTRIES}}</legend>{{#COUNTRY}}<label><input type="checkbox" name="c" value="{{ID}}"{{#CHECKED}} checked{{/CHECKED}}>{{NAME}}</label>{{/COUNTRY}}</fieldset>
<p class="acts"><button class="btn">{{L_SHOW}}</button></p></form>
{{#ADVICE}}<div class="call warn" role="status"><p>{{TEXT}}</p></div>{{/ADVICE}}
{{#RESULT}}<h2>{{HEADING}}</h2>{{>FIGURE}}{{>TABLE}}{{/RESULT}}
