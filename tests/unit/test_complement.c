/* What releases show together. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
/* cmocka wants the four above first */
#include <cmocka.h>
#include <stdlib.h>

#include "run/complement.h"

/* "dataset origin glimpse" each, NULL-ended. */
struct held_case {
	const char *known[5], *own[4];
};

static void fill(struct exposures *e, const char *const *lines)
{
	char *text;
	size_t i;

	memset(e, 0, sizeof(*e));
	e->candidates = 10000;
	for (i = 0; lines[i]; i++) {
		e->items = realloc(e->items, (i + 1) * sizeof(*e->items));
		e->n = i + 1;
		memset(&e->items[i], 0, sizeof(e->items[i]));
		text = strchr(lines[i], ' ') + 1;
		e->items[i].dataset = strndup(lines[i], (size_t)(text - lines[i]) - 1);
		e->items[i].origin = strndup(text, strcspn(text, " "));
		assert_true(glimpse_parse(strchr(text, ' ') + 1, &e->items[i].glimpse));
	}
}

static int judge(const struct held_case *c, struct err *err)
{
	struct exposures known, own;
	int ret;

	fill(&known, c->known);
	fill(&own, c->own);
	ret = complement_judge(&known, &own, err);
	exposures_release(&known);
	exposures_release(&own);
	return ret;
}

static void is_held(struct held_case c, const char *said)
{
	struct err err = ERR_INIT;

	assert_int_equal(judge(&c, &err), -1);
	assert_int_equal(err.kind, ERR_GATE);
	if (!strstr(err.msg, said))
		fail_msg("not said: %s\n%s", said, err.msg);
}

static void is_free(struct held_case c)
{
	struct err err = ERR_INIT;

	if (judge(&c, &err) < 0)
		fail_msg("%s", err.msg);
}

#define CASE(...) ((struct held_case){ __VA_ARGS__ })

static void identity_number_is_the_same_in_every_table(void **state)
{
	(void)state;
	is_held(CASE(.known = { "a s.t.id identity first=6 last=0" },
		     .own = { "b z.u.sfzh identity first=0 last=4" }),
		"s.t.id (first 6 characters, in a)");
}

static void what_stands_beside_a_number_counts_with_it(void **state)
{
	(void)state;
	is_held(CASE(.known = { "a s.t.birth birth days=1" },
		     .own = { "b s.t.id identity first=6 last=0" }),
		"s.t.birth (the birth within 1 day, in a)");
	is_held(CASE(.known = { "a s.t.id identity first=0 last=4" },
		     .own = { "b s.t.division division digits=6" }),
		"s.t.division (6 digits of the division)");
}

static void what_stands_beside_no_number_does_not_count(void **state)
{
	(void)state;
	is_free(CASE(.known = { "a s.u.birth birth days=1" },
		     .own = { "b s.t.id identity first=6 last=0" }));
	is_free(CASE(.known = { "a s.t.birth birth days=1", "a s.t.division division digits=6" },
		     .own = { "b s.t.sex sex" }));
}

static void table_of_an_earlier_number_brings_what_stands_beside_it(void **state)
{
	(void)state;
	is_held(CASE(.known = { "a s.t.id identity first=6 last=0", "c s.t.birth birth days=365" },
		     .own = { "b s.u.id identity first=0 last=4" }),
		"s.t.birth");
}

static void disability_card_is_an_identity_number(void **state)
{
	(void)state;
	is_held(CASE(.known = { "a s.t.card disability-card first=6 last=0" },
		     .own = { "b s.u.id identity first=0 last=4" }),
		"candidates of a value would be left");
}

static void same_again_adds_nothing(void **state)
{
	(void)state;
	/* Two bands that do not begin on the same day halve each other, once. */
	is_free(CASE(.known = { "a s.t.birth birth days=1826 at=2026-01-01 bands=0,5",
				"b s.t.birth birth days=2555 at=2026-01-01 bands=1,8",
				"c s.t.id identity first=6 last=0" },
		     .own = { "a s.t.birth birth days=1826 at=2026-01-01 bands=0,5" }));
	is_free(CASE(.known = { "a s.t.phone mobile first=3 last=5" },
		     .own = { "a s.t.phone mobile first=3 last=5" }));
}

static void too_little_hidden_is_held_even_when_nothing_is_public(void **state)
{
	(void)state;
	is_held(CASE(.own = { "a s.t.phone mobile first=3 last=5" }), "1000 candidates");
}

static void what_is_public_already_holds_nobody_else(void **state)
{
	(void)state;
	is_free(CASE(.known = { "a s.t.phone mobile first=3 last=5" },
		     .own = { "b s.t.card bank-card first=0 last=4" }));
	is_free(CASE(.known = { "a s.t.phone mobile first=3 last=5" },
		     .own = { "b s.t.phone mobile first=3 last=4" }));
}

static void text_of_unknown_length_is_judged_with_its_own_column(void **state)
{
	(void)state;
	is_held(CASE(.known = { "a s.t.note text first=2 last=0" },
		     .own = { "b s.t.note text first=0 last=2" }),
		"complement each other");
	is_free(CASE(.known = { "a s.t.note text first=2 last=0" },
		     .own = { "b s.t.memo text first=0 last=2" }));
	is_free(CASE(.known = { "a s.t.note text first=2 last=1" },
		     .own = { "b s.t.note text first=1 last=1" }));
}

static void names_are_judged_with_names(void **state)
{
	(void)state;
	is_held(CASE(.known = { "a s.t.name name first=1 last=0" },
		     .own = { "b s.u.xm name first=0 last=1" }),
		"complement each other");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(identity_number_is_the_same_in_every_table),
		cmocka_unit_test(what_stands_beside_a_number_counts_with_it),
		cmocka_unit_test(what_stands_beside_no_number_does_not_count),
		cmocka_unit_test(table_of_an_earlier_number_brings_what_stands_beside_it),
		cmocka_unit_test(disability_card_is_an_identity_number),
		cmocka_unit_test(same_again_adds_nothing),
		cmocka_unit_test(too_little_hidden_is_held_even_when_nothing_is_public),
		cmocka_unit_test(what_is_public_already_holds_nobody_else),
		cmocka_unit_test(text_of_unknown_length_is_judged_with_its_own_column),
		cmocka_unit_test(names_are_judged_with_names),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
