#include "core/glimpse.h"

#include <stdlib.h>

#include "core/column_name.h"
#include "core/mem.h"

static const struct {
	const char *name;
	int length;
} kinds[] = {
	[GLIMPSE_IDENTITY] = { "identity", 18 },
	[GLIMPSE_DISABILITY] = { "disability-card", 20 },
	[GLIMPSE_BIRTH] = { "birth", 0 },
	[GLIMPSE_SEX] = { "sex", 0 },
	[GLIMPSE_DIVISION] = { "division", 0 },
	[GLIMPSE_MOBILE] = { "mobile", 11 },
	[GLIMPSE_LANDLINE] = { "landline", 7 },
	[GLIMPSE_BANK_CARD] = { "bank-card", 15 }, /* 16, of which one is the check digit */
	[GLIMPSE_ACCOUNT] = { "account", 12 },
	[GLIMPSE_DOCUMENT] = { "document", 8 },
	[GLIMPSE_USCC] = { "uscc", 17 },
	[GLIMPSE_PLATE] = { "plate", 6 },
	[GLIMPSE_EMAIL] = { "email", 6 },
	[GLIMPSE_DEVICE] = { "device", 7 },
	[GLIMPSE_NAME] = { "name", 0 },
	[GLIMPSE_NUMBER] = { "number", 11 },
	[GLIMPSE_TEXT] = { "text", 0 },
};

enum {
	KINDS = sizeof(kinds) / sizeof(kinds[0]),
	MONTH_DAYS = 31,
	YEAR_DAYS = 365,
	LIFE_YEARS = 100, /* an open band of ages: nothing is known */
	LIFE_DAYS = 36525,
	AGE_DAYS = 366, /* of one year of age, which is none of the calendar */
	LENGTH_MAX = 9999,
	CARD_MORE = 2 /* what follows the identity number on a disability card */
};

/* The rule: an object whose own reader, yg-mask, refuses what is wrong in it. */

static const char *rule_text(struct json rule, const char *key)
{
	struct json i = json_member(rule, key);
	struct err ignored = ERR_INIT;
	const char *text;

	return json_is(i) && json_get_text(i, &text, &ignored) == 0 ? text : "";
}

static long long rule_int(struct json rule, const char *key)
{
	return strtoll(rule_text(rule, key), NULL, 10);
}

static bool rule_is(struct json rule, const char *treatment)
{
	return strcmp(rule_text(rule, "treatment"), treatment) == 0;
}

/* The column: by its name, and where that says nothing by its label. */

bool glimpse_is_division(struct site *site, const struct reg_column *column)
{
	struct err ignored = ERR_INIT;
	const struct codes *codes;

	return column->codes && site_codes(site, column->codes, &codes, &ignored) == 0 &&
	       codes_has_level(codes, "county");
}

/* The word in its name, or the label in its label or in what its name is known to mean. */
static bool is_called(const struct reg_column *column, const char *word, const char *label)
{
	struct column_guess guess = column_name_guess(column->name);

	return (word && strcasestr(column->name, word)) || strstr(column->label, label) ||
	       (guess.known && guess.label && strstr(guess.label, label));
}

static struct column_guess guess_of(const struct reg_column *column)
{
	struct column_guess guess = column_name_guess(column->name);

	return guess.known && guess.kind != PII_NKINDS ? guess : column_name_guess(column->label);
}

/* A place of birth and the number of a certificate of birth tell other things. */
static bool is_birth(const struct reg_column *c)
{
	struct column_guess guess = guess_of(c);

	if (guess.known && guess.kind != PII_NKINDS)
		return false;
	return is_called(c, "birth", "出生") || is_called(c, "csrq", "生日");
}

static bool is_age(const struct reg_column *c)
{
	return c->type != FIELD_DATE && (strcmp(c->name, "age") == 0 || is_called(c, NULL, "年龄"));
}

static bool is_sex(const struct reg_column *c)
{
	return (c->codes && strcmp(c->codes, "sex") == 0) || strcmp(c->name, "sex") == 0 ||
	       is_called(c, "gender", "性别");
}

static enum glimpse_kind kind_of_pii(enum pii_kind kind)
{
	switch (kind) {
	case PII_CITIZEN_ID:
	case PII_RESIDENCE_PERMIT:
		return GLIMPSE_IDENTITY;
	case PII_DISABILITY_CARD:
		return GLIMPSE_DISABILITY;
	case PII_MOBILE:
		return GLIMPSE_MOBILE;
	case PII_LANDLINE:
		return GLIMPSE_LANDLINE;
	case PII_BANK_CARD:
		return GLIMPSE_BANK_CARD;
	case PII_ACCOUNT:
		return GLIMPSE_ACCOUNT;
	case PII_PASSPORT:
	case PII_TRAVEL_PERMIT:
	case PII_CERTIFICATE:
	case PII_ORG_CODE:
		return GLIMPSE_DOCUMENT;
	case PII_USCC:
	case PII_USCC_PERSON:
		return GLIMPSE_USCC;
	case PII_PLATE:
		return GLIMPSE_PLATE;
	case PII_EMAIL:
		return GLIMPSE_EMAIL;
	case PII_IP:
	case PII_MAC:
	case PII_GPS:
		return GLIMPSE_DEVICE;
	case PII_NAME:
		return GLIMPSE_NAME;
	default:
		return GLIMPSE_TEXT;
	}
}

/* Where name and label say different things, it may be an identity number. */
static enum glimpse_kind kind_of_text(const struct reg_column *column)
{
	struct column_guess guess = guess_of(column), by_label = column_name_guess(column->label);

	if (by_label.known && by_label.kind != PII_NKINDS &&
	    glimpse_is_identity(kind_of_pii(by_label.kind)))
		guess = by_label;
	if (guess.known)
		return guess.kind == PII_NKINDS ? GLIMPSE_TEXT : kind_of_pii(guess.kind);
	return column->class == REG_DIRECT ? GLIMPSE_NUMBER : GLIMPSE_TEXT;
}

/* What is seen; each sets the text too. */

static bool see(struct glimpse *g, enum glimpse_kind kind, const char *figures)
{
	struct buf text = BUF_INIT;

	g->kind = kind;
	buf_printf(&text, "%s%s%s", kinds[kind].name, *figures ? " " : "", figures);
	g->text = buf_detach(&text);
	return true;
}

/* A value is not longer than so. */
static long long count_of(long long n)
{
	return n < 0 ? 0 : n > LENGTH_MAX ? LENGTH_MAX : n;
}

/* mask leaves both ends; a name, its first character. */
static bool see_ends(const struct reg_column *column, struct json rule, struct glimpse *g)
{
	enum glimpse_kind kind = kind_of_text(column);
	char figures[64];

	g->first = rule_is(rule, "name") ? 1 : count_of(rule_int(rule, "keep_first"));
	g->last = rule_is(rule, "name") ? 0 : count_of(rule_int(rule, "keep_last"));
	if ((column->class == REG_PLAIN && kind == GLIMPSE_TEXT) || g->first + g->last == 0)
		return false;
	snprintf(figures, sizeof(figures), "first=%lld last=%lld", g->first, g->last);
	return see(g, kind, figures);
}

static int days_of_years(long long years)
{
	if (years >= LIFE_YEARS)
		return LIFE_DAYS;
	return years > 1 ? (int)(years * 1461 / 4) : AGE_DAYS;
}

/* The narrowest of the bands that have two ends; all of them are added to the text, because
 * other bands of the same width may begin on other days. */
static int band_days(struct json rule, struct buf *text)
{
	struct json i = json_first(json_member(rule, "bands"));
	struct err ignored = ERR_INIT;
	long long years, before = 0, least = LIFE_YEARS;
	const char *band, *comma = "";

	buf_printf(text, " at=%s bands=", rule_text(rule, "at"));
	for (; json_is(i); i = json_next(i), comma = ",") {
		if (json_get_text(i, &band, &ignored) < 0)
			continue;
		buf_printf(text, "%s%s", comma, band);
		years = strtoll(band, NULL, 10);
		if (*comma && years - before < least)
			least = years - before;
		before = years;
	}
	return days_of_years(least);
}

/* Of a day written as text with the year first, what a mask leaves. */
static int masked_days(struct json rule)
{
	long long first = rule_int(rule, "keep_first"), last = rule_int(rule, "keep_last");
	int days = first >= 8	? 1
		   : first >= 6 ? MONTH_DAYS
		   : first >= 4 ? YEAR_DAYS
		   : first >= 3 ? 10 * YEAR_DAYS
				: LIFE_DAYS;

	/* The last two digits are the day, the two before them the month. */
	if (last > 0)
		days /= last >= 4 ? YEAR_DAYS : MONTH_DAYS;
	return days > 0 ? days : 1;
}

static int birth_days(const struct reg_column *column, struct json rule, struct buf *figures)
{
	long long unit;

	if (rule_is(rule, "year"))
		return YEAR_DAYS;
	if (rule_is(rule, "month"))
		return MONTH_DAYS;
	if (rule_is(rule, "age-band") || rule_is(rule, "band"))
		return band_days(rule, figures);
	if (rule_is(rule, "mask"))
		return is_age(column) ? AGE_DAYS : masked_days(rule);
	if (rule_is(rule, "round")) {
		unit = rule_int(rule, "to");
		buf_printf(figures, " to=%s", rule_text(rule, "to"));
		return days_of_years(unit);
	}
	/* As it is, or by a treatment that is not known here. */
	return is_age(column) ? AGE_DAYS : 1;
}

static bool see_birth(const struct reg_column *column, struct json rule, struct glimpse *g)
{
	struct buf more = BUF_INIT, figures = BUF_INIT;

	g->days = birth_days(column, rule, &more);
	buf_printf(&figures, "days=%d%s", g->days, more.n ? more.p : "");
	see(g, GLIMPSE_BIRTH, figures.p);
	buf_release(&more);
	buf_release(&figures);
	return true;
}

/* A person is taken to be registered where the row says. */
static bool see_division(struct json rule, struct glimpse *g)
{
	const char *level = rule_text(rule, "level");
	char figures[32];

	g->first = strcmp(level, "province") == 0 ? 2 : strcmp(level, "city") == 0 ? 4 : 6;
	if (rule_is(rule, "mask"))
		g->first = rule_int(rule, "keep_first") < 6 ? rule_int(rule, "keep_first") : 6;
	if (g->first <= 0)
		return false;
	snprintf(figures, sizeof(figures), "digits=%lld", g->first);
	return see(g, GLIMPSE_DIVISION, figures);
}

/* An institution is no person; what is gone or has become a pseudonym is in nobody's sight. */
static bool shows_persons(struct json rule)
{
	static const char *const hidden[] = { "", "drop", "pseudonym", "scrub", "institution" };
	size_t i;

	for (i = 0; i < sizeof(hidden) / sizeof(hidden[0]); i++)
		if (rule_is(rule, hidden[i]))
			return false;
	return strcmp(rule_text(rule, "where"), "institution") != 0;
}

bool glimpse_of(const struct reg_column *column, bool is_division, struct json rule,
		struct glimpse *g)
{
	memset(g, 0, sizeof(*g));
	if (!shows_persons(rule))
		return false;
	if (rule_is(rule, "age-band") || is_birth(column) || is_age(column))
		return see_birth(column, rule, g);
	if (is_sex(column))
		return see(g, GLIMPSE_SEX, "");
	if (is_division)
		return see_division(rule, g);
	return (rule_is(rule, "mask") || rule_is(rule, "name")) && see_ends(column, rule, g);
}

static bool parse_figures(const char *text, struct glimpse *g)
{
	if (g->kind == GLIMPSE_SEX)
		return !*text;
	if (g->kind == GLIMPSE_BIRTH)
		return sscanf(text, " days=%9d", &g->days) == 1 && g->days > 0;
	if (g->kind == GLIMPSE_DIVISION)
		return sscanf(text, " digits=%9lld", &g->first) == 1;
	return sscanf(text, " first=%9lld last=%9lld", &g->first, &g->last) == 2;
}

bool glimpse_parse(const char *text, struct glimpse *g)
{
	size_t n = strcspn(text, " ");
	int k;

	memset(g, 0, sizeof(*g));
	for (k = 0; k < KINDS; k++)
		if (str_is((struct str){ text, n }, str_of(kinds[k].name)))
			break;
	g->kind = (enum glimpse_kind)k;
	if (k == KINDS || !parse_figures(text + n, g))
		return false;
	g->text = mem_strdup(text);
	return true;
}

void glimpse_release(struct glimpse *g)
{
	free(g->text);
	g->text = NULL;
}

void glimpse_describe(const struct glimpse *g, struct buf *to)
{
	if (g->kind == GLIMPSE_SEX)
		buf_puts(to, "the sex");
	else if (g->kind == GLIMPSE_BIRTH)
		buf_printf(to, "the birth within %d day%s", g->days, g->days == 1 ? "" : "s");
	else if (g->kind == GLIMPSE_DIVISION)
		buf_printf(to, "%lld digits of the division", g->first);
	else if (g->first > 0 && g->last > 0)
		buf_printf(to, "first %lld and last %lld characters", g->first, g->last);
	else
		buf_printf(to, "%s %lld character%s", g->first > 0 ? "first" : "last",
			   g->first + g->last, g->first + g->last == 1 ? "" : "s");
}

bool glimpse_is_identity(enum glimpse_kind kind)
{
	return kind == GLIMPSE_IDENTITY || kind == GLIMPSE_DISABILITY;
}

bool glimpse_is_beside(enum glimpse_kind kind)
{
	return kind == GLIMPSE_BIRTH || kind == GLIMPSE_SEX || kind == GLIMPSE_DIVISION;
}

bool glimpse_is_of_one_column(enum glimpse_kind kind)
{
	return kind == GLIMPSE_TEXT || kind == GLIMPSE_NUMBER;
}

int glimpse_length(enum glimpse_kind kind)
{
	return kinds[kind].length;
}

struct id_sight glimpse_sight(const struct glimpse *g)
{
	struct id_sight id = { .birth_days = g->days, .sex = g->kind == GLIMPSE_SEX };
	int i, n = glimpse_length(GLIMPSE_IDENTITY),
	       more = g->kind == GLIMPSE_DISABILITY ? CARD_MORE : 0;

	for (i = 0; i < n; i++)
		id.at[i] = i < g->first || i >= n + more - g->last;
	return id;
}
