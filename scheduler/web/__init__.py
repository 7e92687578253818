"""Pages, sign-in and feeds over HTTP; the only place that knows Flask."""
