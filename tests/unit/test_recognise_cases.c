/*
 * recognise against other people's known answers: cases/pii of the shared
 * folder (YG_SHARED), skipped where that is absent.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <unistd.h>

#include <cmocka.h>

#include "core/file.h"
#include "pii_collect.h"

static struct recogniser *recogniser;

/*
 * Where we differ on purpose, and why.  Otherwise a row that is valid there is
 * valid here or, where no check exists, probable; and one that is not valid
 * there is nothing better than probable here.
 */
static const struct {
	const char *kind, *value, *reason;
} exceptions[] = {
	{ "cn_id18_place", "110201199312010077",
	  "county that ended before the birth: right in check, date and province is enough" },
	{ "cn_mobile", "92138389438", "no range that was ever given begins with 9" },
	{ "cn_mobile", "008692138389438", "the same" },
	{ "cn_mobile", "+8698099649964", "the same" },
	{ "cn_mobile", "0086-138-1121-1114", "separators do not hide a number" },
	{ "ip_text", "Use local ipv6 ::", "the address of nobody, and an operator of languages" },
	{ "ip_text", "::/128", "the same" },
};

static bool is_exception(const char *kind, const char *value)
{
	size_t i;

	for (i = 0; i < sizeof(exceptions) / sizeof(*exceptions); i++)
		if (strcmp(exceptions[i].kind, kind) == 0 &&
		    strcmp(exceptions[i].value, value) == 0)
			return true;
	return false;
}

static const char *shared_path(const char *name, char *path, size_t n)
{
	const char *shared = getenv("YG_SHARED");

	snprintf(path, n, "%s/cases/pii/%s", shared ? shared : "../shared", name);
	return path;
}

/* Kinds of hits that a kind of row speaks of. */
static bool is_of(const char *row, enum pii_kind kind)
{
	if (strncmp(row, "cn_id", 5) == 0)
		return kind == PII_CITIZEN_ID || kind == PII_RESIDENCE_PERMIT;
	if (strcmp(row, "cn_uscc") == 0)
		return kind == PII_USCC || kind == PII_USCC_PERSON;
	if (strcmp(row, "cn_mobile") == 0)
		return kind == PII_MOBILE;
	if (strcmp(row, "bankcard_text") == 0)
		return kind == PII_BANK_CARD;
	if (strcmp(row, "ip_text") == 0)
		return kind == PII_IP;
	if (strcmp(row, "email_text") == 0)
		return kind == PII_EMAIL;
	return strcmp(row, "mac_text") == 0 && kind == PII_MAC;
}

/* How many hits of the row's kind have the grade or a better one. */
static int count_of(const char *row, const char *value, enum pii_grade least)
{
	struct collected c = collect_text(recogniser, value);
	int i, n = 0;

	for (i = 0; i < c.n; i++)
		n += is_of(row, c.hits[i].kind) && c.hits[i].grade >= least;
	return n;
}

/* Telephones of other countries are not ours. */
static bool is_ours(const char *kind)
{
	return strcmp(kind, "phone_text") != 0 && strcmp(kind, "kind") != 0;
}

static bool differs(const char *kind, const char *value, int valid)
{
	int probable = count_of(kind, value, PII_PROBABLE);

	if (valid == 0)
		return count_of(kind, value, PII_VALID) > 0;
	return strstr(kind, "_text") != NULL ? probable != valid : probable < valid;
}

static int check_row(const char *kind, const char *value, int valid)
{
	if (!is_ours(kind))
		return 0;
	if (differs(kind, value, valid) != is_exception(kind, value))
		fail_msg("%s %s: want %d, got %d, %d of them valid", kind, value, valid,
			 count_of(kind, value, PII_PROBABLE), count_of(kind, value, PII_VALID));
	return 1;
}

static void other_peoples_answers_are_ours(void **state)
{
	struct err err = ERR_INIT;
	struct buf b = BUF_INIT;
	char path[4096], *line, *next;
	int rows = 0;

	(void)state;
	if (access(shared_path("vectors.tsv", path, sizeof(path)), R_OK) != 0)
		skip();
	assert_int_equal(file_read(path, 1 << 20, &b, ERR_SOURCE, &err), 0);
	for (line = b.p; line < b.p + b.n; line = next) {
		char *value, *valid;

		next = strchrnul(line, '\n') + 1;
		value = strchr(line, '\t');
		valid = value != NULL ? strchr(value + 1, '\t') : NULL;
		if (valid == NULL)
			continue;
		*value++ = '\0';
		*valid++ = '\0';
		rows += check_row(line, value, valid[0] - '0');
	}
	assert_true(rows > 200);
	buf_release(&b);
}

/* Each exception is one still: what is no longer different must not be listed. */
static void exceptions_are_reported_as_they_say(void **state)
{
	(void)state;
	assert_int_equal(count_of("cn_id", "110201199312010077", PII_VALID), 1);
	assert_int_equal(count_of("cn_id", "520323197802318856", PII_SHAPE), 1);
	assert_int_equal(count_of("cn_id", "520323197802318856", PII_VALID), 0);
	assert_int_equal(count_of("cn_mobile", "92138389438", PII_SHAPE), 0);
	assert_int_equal(count_of("cn_mobile", "0086-138-1121-1114", PII_VALID), 1);
	assert_int_equal(count_of("cn_mobile", "08613811211114", PII_SHAPE), 1);
	assert_int_equal(count_of("cn_mobile", "08613811211114", PII_VALID), 0);
	assert_int_equal(count_of("ip_text", "Use local ipv6 ::", PII_SHAPE), 0);
}

/* Every county of the list, in the years that it had: its numbers are valid. */
static void numbers_of_every_county_are_valid(void **state)
{
	static const int weights[17] = { 7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2 };
	struct err err = ERR_INIT;
	struct buf b = BUF_INIT;
	char path[4096], *line, *next, province[3] = "", id[19];
	int counties = 0, sum, i;

	(void)state;
	if (access(shared_path("stdnum_cn_loc.dat", path, sizeof(path)), R_OK) != 0)
		skip();
	assert_int_equal(file_read(path, 1 << 20, &b, ERR_SOURCE, &err), 0);
	for (line = b.p; line < b.p + b.n; line = next) {
		next = strchrnul(line, '\n') + 1;
		if (line[0] >= '0' && line[0] <= '9')
			memcpy(province, line, 2);
		if (line[0] != ' ' || line[2] < '0' || line[2] > '9')
			continue;
		snprintf(id, sizeof(id), "%s%.4s19841011123", province, line + 2);
		for (sum = 0, i = 0; i < 17; i++)
			sum += weights[i] * (id[i] - '0');
		id[17] = "10X98765432"[sum % 11];
		id[18] = '\0';
		assert_int_equal(count_of("cn_id", id, PII_VALID), 1);
		counties++;
	}
	assert_true(counties > 3000);
	buf_release(&b);
}

/* Official texts: the bureau's own code, a public telephone and mailbox, and the
 * officials of one committee by name.  Nothing else is taken for a person. */
static void official_documents_hold_only_officials(void **state)
{
	static const char *const seeds[] = { "000_f367b4560e13752a", "001_a9b2c00deff86199",
					     "002_6093af0441b248b7", "003_f459b54f23dc0627",
					     "004_ca95e517a2efbd4a" };
	const char *shared = getenv("YG_SHARED");
	int counts[PII_NKINDS] = { 0 }, i, total = 0;
	struct err err = ERR_INIT;
	char path[4096];
	size_t k;

	(void)state;
	for (k = 0; k < sizeof(seeds) / sizeof(*seeds); k++) {
		struct buf b = BUF_INIT;
		struct collected c;

		snprintf(path, sizeof(path), "%s/seeds/%s.txt", shared ? shared : "../shared",
			 seeds[k]);
		if (access(path, R_OK) != 0)
			skip();
		assert_int_equal(file_read(path, 1 << 20, &b, ERR_SOURCE, &err), 0);
		c = collect_all(recogniser, b.p, b.n);
		for (i = 0; i < c.n; i++)
			counts[c.hits[i].kind]++;
		total += c.n;
		buf_release(&b);
	}
	assert_int_equal(counts[PII_USCC], 1);
	assert_int_equal(counts[PII_LANDLINE], 1);
	assert_int_equal(counts[PII_EMAIL], 1);
	assert_int_equal(counts[PII_NAME], 9);
	assert_int_equal(total, 12);
}

static int build(void **state)
{
	(void)state;
	recogniser = recogniser_new(NULL);
	return 0;
}

static int clear(void **state)
{
	(void)state;
	recogniser_free(recogniser);
	return 0;
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(other_peoples_answers_are_ours),
		cmocka_unit_test(exceptions_are_reported_as_they_say),
		cmocka_unit_test(numbers_of_every_county_are_valid),
		cmocka_unit_test(official_documents_hold_only_officials),
	};

	return cmocka_run_group_tests(tests, build, clear);
}
