#include "core/pii_net.h"

static bool is_digit(char c)
{
	return c >= '0' && c <= '9';
}

static bool is_letter(char c)
{
	return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

static bool is_hex(char c)
{
	return is_digit(c) || (c >= 'a' && c <= 'f') || (c >= 'A' && c <= 'F');
}

static bool is_alnum(char c)
{
	return is_digit(c) || is_letter(c);
}

static bool is_local(char c)
{
	return is_alnum(c) || (c != '\0' && strchr("!#$%&'*+-/=?^_`{|}~.", c) != NULL);
}

/* The end of the host name at p, and whether it has a dot and letters at its end. */
static const char *host_end(const char *p, const char *end, bool *complete)
{
	const char *label = p, *at = p, *last = p;
	int dots = 0;

	*complete = false;
	while (at < end && at - p <= 255) {
		if (is_alnum(*at)) {
			last = at + 1;
		} else if (*at == '.' && at > label) {
			dots++;
			label = at + 1;
		} else if (*at != '-' || at == label) {
			break;
		}
		at++;
	}
	/* Punctuation at the end of a sentence is none of it. */
	if (last <= label && dots > 0) {
		dots--;
		for (label = last; label > p && label[-1] != '.';)
			label--;
	}
	*complete = dots > 0 && last - label >= 2 && is_letter(*label);
	return last;
}

const char *email_put(struct scan *s, const char *at)
{
	const char *from = at, *host = at + (*at == '@' ? 1 : 3), *to;
	bool complete;

	while (from > s->text && at - from < 64 && is_local(from[-1]))
		from--;
	/* What quotes and punctuation open does not belong to the name. */
	while (from < at && !is_alnum(*from) && *from != '_')
		from++;
	to = host_end(host, s->end, &complete);
	if (from == at || !complete)
		return host;
	scan_put(s, PII_EMAIL, PII_VALID, from, to, 0);
	return to;
}

static bool is_octet(const struct group *g, int piece)
{
	int from = g->start[piece], n = g->start[piece + 1] - from;

	return n >= 1 && n <= 3 && g->letters[from + n] == g->letters[from] &&
	       (n == 1 || g->sym[from] != '0') && digits_number(g->sym + from, n) <= 255;
}

static bool is_dot(const struct group *g, int piece)
{
	return piece >= 0 && g->nseparator[piece] == 1 && g->separator[piece] == '.';
}

void ipv4_put(struct scan *s, const struct group *g, int first)
{
	int from = g->start[first], to, piece;
	bool small = true;

	for (piece = first; piece < first + 4; piece++) {
		if (!is_octet(g, piece) || (piece < first + 3 && !is_dot(g, piece)))
			return;
		small = small && g->start[piece + 1] - g->start[piece] == 1 &&
			g->sym[g->start[piece]] != '0';
	}
	/* Longer chains are numbers of sections and objects. */
	if (is_dot(g, first + 3) || is_dot(g, first - 1))
		return;
	to = g->start[first + 4];
	scan_put(s, PII_IP, small ? PII_SHAPE : PII_VALID, g->from[from], group_end(g, to), 0);
}

/* 48 bits in six pairs or three fours; the end, or NULL. */
static const char *mac_end(const char *p, const char *end)
{
	int width = end - p > 2 && is_hex(p[2]) ? 4 : 2, groups = 12 / width, i, k;
	const char *at = p;
	char separator = 0;
	bool letter = false, same = true;

	for (i = 0; i < groups; i++) {
		if (i > 0) {
			if (at >= end || (i > 1 && *at != separator))
				return NULL;
			separator = *at++;
		}
		for (k = 0; k < width; k++, at++) {
			if (at >= end || !is_hex(*at))
				return NULL;
			letter = letter || is_letter(*at);
			same = same && *at == *p;
		}
	}
	if (at < end && (is_alnum(*at) || (*at == separator && end - at > 1 && is_hex(at[1]))))
		return NULL;
	/* Broadcast and zero are nobody's; figures alone are a date, an amount. */
	if (same || strchr(width == 4 ? "." : ":-", separator) == NULL ||
	    (separator != ':' && !letter))
		return NULL;
	return at;
}

/* Dotted decimal at p, up to end. */
static bool is_dotted(const char *p, const char *end)
{
	int octets = 0;

	while (p < end) {
		int n = 0, value = 0;

		while (p < end && is_digit(*p) && n < 4) {
			value = value * 10 + (*p++ - '0');
			n++;
		}
		if (n == 0 || n > 3 || value > 255 || ++octets > 4 || (p < end && *p++ != '.'))
			return false;
	}
	return octets == 4 && end[-1] != '.';
}

/* Whether [p, end) is one address: eight groups, or fewer around one "::". */
static bool is_ipv6(const char *p, const char *end)
{
	int groups = 0;
	bool gap = false;

	if (p < end && *p == ':' && (end - p < 2 || p[1] != ':'))
		return false;
	while (p < end) {
		int n = 0;

		if (end - p >= 2 && p[0] == ':' && p[1] == ':') {
			if (gap)
				return false;
			gap = true;
			p += 2;
			continue;
		}
		if (*p == ':' && ++p == end)
			return false;
		while (p + n < end && is_hex(p[n]))
			n++;
		if (p + n < end && p[n] == '.') {
			groups += 2;
			return is_dotted(p, end) && (gap ? groups < 8 : groups == 8);
		}
		if (n == 0 || n > 4)
			return false;
		groups++;
		p += n;
		if (p < end && *p != ':')
			return false;
	}
	return gap ? groups >= 1 && groups < 8 : groups == 8;
}

static const char *ipv6_end(const char *p, const char *end)
{
	const char *at = p;
	int colons = 0;

	while (at < end && at - p <= 46 && (is_hex(*at) || *at == ':' || *at == '.'))
		colons += *at++ == ':';
	if (colons < 2 || (at < end && is_alnum(*at)))
		return NULL;
	while (at > p && at[-1] == '.')
		at--;
	return is_ipv6(p, at) ? at : NULL;
}

const char *ipv6_or_mac_put(struct scan *s, const char *p)
{
	const char *end = mac_end(p, s->end), *at;
	bool digit = false;

	if (p > s->text && (p[-1] == ':' || p[-1] == '-' || is_alnum(p[-1])))
		return NULL;
	if (end != NULL) {
		scan_put(s, PII_MAC, PII_VALID, p, end, 0);
		return end;
	}
	end = ipv6_end(p, s->end);
	if (end == NULL)
		return NULL;
	for (at = p; at < end; at++)
		digit = digit || is_digit(*at);
	/* bad::face could be of a program, ::d of any bytes. */
	if (digit || end - p >= 8)
		scan_put(s, PII_IP, digit ? PII_VALID : PII_SHAPE, p, end, 0);
	return end;
}
