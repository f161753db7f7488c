// htmx would put a style element into the page, which the browser policy refuses.
htmx.config.includeIndicatorStyles = false;
