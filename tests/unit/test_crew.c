/* Pieces by one thread or several: the same findings at the same places. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
/* cmocka wants the four above first */
#include <cmocka.h>

#include "inspect/crew.h"
#include "inspect/value_forms.h"
#include "scratch.h"

static unsigned char bytes[KEY_MIN] = { 1, 2, 3 };
static const struct key key = { bytes, KEY_MIN, "" };
static const struct value_owner owner = { 0, 0 };
static struct values values;
static char *columns[] = { NULL };
static struct probe probe;
static struct allowance *allowance;
static struct recogniser *recogniser;

static int begin(void **state)
{
	struct inspect_spec spec = { .candidates = 1 };
	struct site site = { .contact_email = "open@example.org",
			     .contact_phone = "0595-00000000" };
	struct err err = ERR_INIT;

	(void)state;
	values_init(&values);
	columns[0] = strdup("demo.payment.id_no");
	values.columns = malloc(sizeof(char *));
	values.columns[0] = columns[0];
	values.ncolumns = 1;
	value_put_ident(values.set, STR("35052419610314981X"), &owner);
	value_put_ident(values.set, STR("059500000000"), &owner);
	recogniser = recogniser_new(NULL);
	if (allowance_new(".", &spec, &site, recogniser, &allowance, &err) < 0)
		return -1;
	probe = (struct probe){ &values, recogniser, allowance, 10000 };
	return 0;
}

static int end(void **state)
{
	(void)state;
	allowance_free(allowance);
	recogniser_free(recogniser);
	values_release(&values);
	return 0;
}

/* Sixty pieces, in each a number at another place; as text. */
static struct buf look(int jobs)
{
	struct findings *f = findings_new(&key);
	const struct finding *list;
	struct buf text = BUF_INIT, told = BUF_INIT;
	struct err err = ERR_INIT;
	struct crew *crew;
	char name[32];
	size_t n;

	assert_int_equal(crew_new(&probe, f, jobs, &crew, &err), 0);
	for (int i = 0; i < 60; i++) {
		struct piece piece = { .file = name, .line = 10 * i + 1 };

		snprintf(name, sizeof(name), "%d.csv", i / 7);
		buf_clear(&text);
		for (int k = 0; k < i; k++)
			buf_puts(&text, "a,b,c\n");
		buf_puts(&text, "x,350524-19610314-981X,y\n");
		piece.text = (struct str){ text.p, text.n };
		crew_put(crew, &piece);
	}
	crew_finish(crew);
	list = findings_list(f, &n);
	for (size_t i = 0; i < n; i++)
		if (list[i].kind == FINDING_VALUE)
			buf_printf(&told, "%s %s %s %lld\n", list[i].file, list[i].what,
				   list[i].place, list[i].count);
	crew_free(crew);
	findings_free(f);
	buf_release(&text);
	return told;
}

static void the_list_is_the_same_for_any_number_of_threads(void **state)
{
	struct buf one = look(1);

	(void)state;
	assert_non_null(strstr(one.p, "0.csv demo.payment.id_no line 1, byte 3 7\n"));
	for (int jobs = 2; jobs < 6; jobs++) {
		struct buf many = look(jobs);

		assert_string_equal(many.p, one.p);
		buf_release(&many);
	}
	buf_release(&one);
}

static size_t notes(const char *text, size_t seen, enum finding_kind kind)
{
	struct probe_room room = { 0 };
	size_t n = 0;

	probe_piece(&probe, &(struct piece){ .text = str_of(text), .seen = seen }, &room);
	for (size_t i = 0; i < room.notes.n; i++)
		n += room.notes.items[i].kind == kind;
	probe_room_release(&room);
	return n;
}

static void what_was_seen_before_is_not_new(void **state)
{
	static const char text[] = "35052419610314981X,1\n";

	(void)state;
	assert_int_equal(notes(text, 0, FINDING_VALUE), 1);
	assert_int_equal(notes(text, 17, FINDING_VALUE), 1);
	assert_int_equal(notes(text, 18, FINDING_VALUE), 0);
}

static void the_bureau_may_say_its_own_number_and_no_other(void **state)
{
	(void)state;
	assert_int_equal(notes("联系电话 0595-00000000", 0, FINDING_VALUE), 0);
	assert_int_equal(notes("059500000000", 0, FINDING_VALUE), 1);
}

static void thin_masks_are_found_where_they_stand(void **state)
{
	(void)state;
	assert_int_equal(notes("号,350524********981X,甲", 0, FINDING_MASKED), 1);
	assert_int_equal(notes("a,139****0001\nb,1390000***1\n", 0, FINDING_MASKED), 1);
	assert_int_equal(notes("| --- | ---: | 2026-01 | * 12 |", 0, FINDING_MASKED), 0);
	assert_int_equal(notes("x264 0x1F 2*3=6 ????", 0, FINDING_MASKED), 0);
}

static void digests_are_no_patterns(void **state)
{
	(void)state;
	assert_int_equal(
		notes("6217799905950000017aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa  a.csv", 0,
		      FINDING_PATTERN),
		0);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(the_list_is_the_same_for_any_number_of_threads),
		cmocka_unit_test(what_was_seen_before_is_not_new),
		cmocka_unit_test(the_bureau_may_say_its_own_number_and_no_other),
		cmocka_unit_test(thin_masks_are_found_where_they_stand),
		cmocka_unit_test(digests_are_no_patterns),
	};

	return cmocka_run_group_tests(tests, begin, end);
}
