{{%AUTOESCAPE context="HTML"}}<form class="sel" method="post" action="{{ACTION}}" data-passkey="{{CEREMONY}}" data-options="{{OPTIONS}}" data-waiting="{{WAITING}}" data-stopped="{{STOPPED}}" data-there="{{THERE}}" data-failed="{{FAILED}}">
<input type="hidden" name="csrf" value="{{CSRF}}">
<p class="full pk-missing">{{MISSING}}</p>
<div class="full pk" hidden>{{#FIELD}}{{>FIELD_BODY}}{{/FIELD}}
<p class="acts"><button class="btn">{{BUTTON}}</button></p>
<p class="pk-status" role="status"></p></div></form>
<script type="module" src="/passkeys.js"></script>
