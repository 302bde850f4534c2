"""Who comes in to the desk: logins, their limits, second factors and sessions, over allauth."""
