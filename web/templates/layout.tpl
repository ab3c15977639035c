{{%AUTOESCAPE context="HTML"}}<!doctype html>
<html lang="{{LANG}}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>{{TITLE}} · Atalaya</title>
{{#DESCRIPTION}}<meta name="description" content="{{TEXT}}">{{/DESCRIPTION}}
<link rel="stylesheet" href="/style.css">
<link rel="icon" href="/icon.svg" type="image/svg+xml">
{{#LANGUAGE}}<link rel="alternate" hreflang="{{CODE}}" href="{{HREF}}">{{/LANGUAGE}}
{{#FEED}}<link rel="alternate" type="{{TYPE}}" title="{{TITLE}}" href="{{HREF}}">{{/FEED}}
</head>
<body>
<a class="skip" href="#main">{{L_SKIP}}</a>
<header class="top"><div class="in">
<a class="brand" href="{{HOME}}"><svg class="mark" viewBox="0 0 48 48" aria-hidden="true" focusable="false"><path fill="currentColor" d="M17 20h14l3 24H14z"/><path fill="currentColor" opacity=".75" d="M14 17h20v3H14z"/><circle cx="24" cy="11" r="4.5" fill="#f3b27a"/><path d="M4 11h12M32 11h12" stroke="#f3b27a" stroke-width="2.5" stroke-linecap="round"/><path d="M21 44v-9a3 3 0 0 1 6 0v9z" fill="#12343f"/></svg><span><b>Atalaya</b><small>{{SITE}}</small></span></a>
<nav class="lang" aria-label="{{L_LANG}}">{{#LANGUAGE}}<a lang="{{CODE}}" hreflang="{{CODE}}" href="{{HREF}}"{{#CURRENT}} aria-current="true"{{/CURRENT}}>{{NAME}}</a>{{/LANGUAGE}}</nav>
<nav class="nav" aria-label="{{L_NAV}}"><ul>{{#NAV}}<li><a href="{{HREF}}"{{#CURRENT}} aria-current="page"{{/CURRENT}}>{{TEXT}}</a></li>{{/NAV}}</ul></nav>
</div></header>
{{#COPY}}<aside class="copy" aria-label="{{LABEL}}"><p>{{TEXT}}{{#LIVE}} <a href="{{HREF}}">{{TEXT}}</a>{{/LIVE}}</p></aside>{{/COPY}}
<main id="main" class="page">
{{#CRUMBS}}<nav class="crumbs" aria-label="{{L_CRUMBS}}"><ol>{{/CRUMBS}}{{#CRUMB}}{{#THERE}}<li><a href="{{HREF}}">{{TEXT}}</a></li>{{/THERE}}{{#HERE}}<li aria-current="page">{{TEXT}}</li>{{/HERE}}{{/CRUMB}}{{#CRUMBS}}</ol></nav>{{/CRUMBS}}
{{>BODY}}
</main>
<footer class="foot"><div class="in">
<div><h2>{{F_ABOUT}}</h2><p>{{F_ABOUT_TEXT}}</p></div>
<div><h2><a href="{{F_DATA_HREF}}">{{F_DATA}}</a></h2><p>{{F_DATA_TEXT}}</p>{{#OFFLINE}}<p><a href="{{HREF}}">{{TEXT}}</a></p>{{/OFFLINE}}</div>
<p class="rel">{{F_RELEASE}} · <code>{{F_HASH}}</code> · {{F_VERSION}}</p>
</div></footer>
</body>
</html>
