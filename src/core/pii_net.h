/*
 * pii_net: addresses of networks: e-mail (RFC 5321), IPv4, IPv6 (RFC 4291), MAC.
 */
#ifndef CORE_PII_NET_H
#define CORE_PII_NET_H

#include "core/pii_number.h"

/* At the @; the end of what was read. */
const char *email_put(struct scan *s, const char *at);
/* Four pieces of the group from `first` on. */
void ipv4_put(struct scan *s, const struct group *g, int first);
/* At a hexadecimal digit or colon that begins a word; NULL: neither is there. */
const char *ipv6_or_mac_put(struct scan *s, const char *p);

#endif
