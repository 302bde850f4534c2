# Varnish before a newsroom, kept as /etc/varnish/default.vcl; see the handbook, "A proxy that keeps
# pages". Set NEWSROOM_PROXY_MAX_AGE, and NEWSROOM_PURGE to where Varnish listens.
vcl 4.1;

backend newsroom {
    .host = "127.0.0.1";
    .port = "8000";
}

# Who may have it forget a page.
acl site {
    "127.0.0.1";
    "::1";
}

sub vcl_recv {
    if (req.method == "PURGE") {
        if (client.ip !~ site) {
            return (synth(403, "Not for you"));
        }
        return (purge);
    }
    # The desk is nobody else's, and what asks how the site is wants to know it now.
    if (req.url ~ "^/(admin|health|metrics|csp-reports)(/|$|\?)") {
        return (pass);
    }
    # Public pages know no cookie: what another site of this host has set changes nothing.
    if (req.method == "GET" || req.method == "HEAD") {
        unset req.http.Cookie;
    }
}

sub vcl_backend_response {
    # What the site does not let it keep is asked for each time: no-cache is not understood by itself.
    if (beresp.http.Cache-Control ~ "no-cache|no-store|private") {
        set beresp.uncacheable = true;
        set beresp.ttl = 0s;
    }
    # A page that has ended is not shown for a moment longer.
    set beresp.grace = 0s;
}
