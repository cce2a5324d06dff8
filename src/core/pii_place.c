#include "core/pii_place.h"

#include "core/fold.h"
#include "core/pii_lexicon.h"
#include "core/text.h"

static const struct {
	uint8_t role;
	const char *text;
} roles[] = {
	{ ROLE_UNIT, "号幢栋座弄室组楼层队屯单" },
	{ ROLE_DIVISION, "省市县区镇乡村" },
	{ ROLE_STREET, "路街巷弄道里" },
	{ ROLE_HAMLET, "村庄寨厝坑垵坂垅屯湾" },
	{ ROLE_VILLAGE, "村区会屯寨社庄厝" },
	{ ROLE_DOCUMENT, "第字发文函令办政民委告编批期月年日规通议案选分" },
	{ ROLE_BEFORE, "住在于址从往到是为系由赴" },
	{ ROLE_PLATE, "京津沪渝冀豫云辽黑湘皖鲁新苏浙赣鄂桂甘晋蒙陕吉闽贵粤青藏川宁琼" },
};

static const char numerals[] = "一二三四五六七八九十百零〇两";
static const char plate_ends[] = "学警港澳挂领使试超";

void place_build(struct recogniser *r, const struct codes *divisions)
{
	const char *p;
	uint32_t c;
	size_t i;
	int k;

	for (i = 0; i < sizeof(roles) / sizeof(*roles); i++)
		for (p = roles[i].text; *p != '\0';) {
			c = utf8_next(&p);
			r->roles[c - FIRST_HAN] |= roles[i].role;
			if (roles[i].role == ROLE_UNIT || roles[i].role == ROLE_PLATE)
				r->kinds[c] |= HAN_TRIGGER;
		}
	for (p = numerals; *p != '\0';)
		r->kinds[utf8_next(&p)] |= HAN_NUMERAL;
	for (k = 0; divisions != NULL && k < divisions->n; k++)
		if (strlen(divisions->items[k].name) >= 6)
			lexicon_add(r, divisions->items[k].name, strlen(divisions->items[k].name),
				    WORD_PLACE);
}

/* Whether c may end a plate. */
static bool is_plate_end(uint32_t c)
{
	const char *p = plate_ends;

	while (*p != '\0')
		if (utf8_next(&p) == c)
			return true;
	return false;
}

/* The letter or digit at p, folded to upper case; 0: none. */
static char plate_char(const struct scan *s, const char **p)
{
	enum fold_class class;
	uint32_t c;
	int n;

	if (*p >= s->end)
		return 0;
	n = char_at(*p, s->end, &c);
	if (!is_word_kind(char_kind(s->r, c)))
		return 0;
	*p += n;
	return (char)fold_char(c, &class);
}

void plate_put(struct scan *s, const char *p, uint32_t c)
{
	const char *at, *next;
	char letter, sym;
	int n = 0, digits = 0;

	at = p + char_at(p, s->end, &c);
	letter = plate_char(s, &at);
	if (letter < 'A' || letter == 'I' || letter == 'O')
		return;
	if (kind_at(s, at) == CHAR_SEPARATOR)
		at += char_at(at, s->end, &c);
	for (next = at; n < 7 && (sym = plate_char(s, &next)) != 0; n++, at = next) {
		if (sym == 'I' || sym == 'O')
			return;
		digits += sym <= '9';
	}
	/* Four and a character for trailers and learners, five, six of new energy. */
	if (n == 4 && at < s->end) {
		next = at + char_at(at, s->end, &c);
		if (!is_plate_end(c))
			return;
		at = next;
	} else if (n < 5 || n > 6) {
		return;
	}
	if (digits >= 3)
		scan_put(s, PII_PLATE, PII_VALID, p, at, 0);
	else if (digits >= 1 && n >= 5)
		scan_put(s, PII_PLATE, PII_SHAPE, p, at, 0);
}
