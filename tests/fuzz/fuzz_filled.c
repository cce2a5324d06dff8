/*
 * Papers of any bytes that are to be a filled form: recognised, judged and printed again, or an
 * error of the data.  The first byte says what they are: 0 the bytes of a file; j the JSON twin of
 * a report; others a paper of the form itself, of one of its editions, whose cells and words are
 * replaced as the rest says.
 * Runs in the project's root.
 */
#include <assert.h>
#include <stdint.h>
#include <sys/mman.h>
#include <unistd.h>

#include "../unit/annual_case.h"
#include "core/text.h"
#include "report/check/check.h"
#include "report/read/read.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static const char *const editions[] = { "2021", "2019" };
static struct form forms[2];
static struct filled sound[2]; /* an edition's report that holds together, for check_with */

static void must(int ret, const struct err *err)
{
	if (ret == 0)
		return;
	fprintf(stderr, "fuzz_filled: %s\n", err->msg);
	abort();
}

static void open_forms(void)
{
	struct err err = ERR_INIT;

	for (int i = 0; i < 2 && !forms[i].doc; i++) {
		must(form_load(annual_path(), (struct period){ PERIOD_YEAR, 2025 }, editions[i],
			       &forms[i], &err),
		     &err);
		if (i == 0) {
			annual_fill(&forms[i], &sound[i]);
			continue;
		}
		filled_init(&sound[i], &forms[i], (struct period){ PERIOD_YEAR, 2020 });
		for (int k = 0; k < form_size(&forms[i]); k++)
			filled_set(&sound[i], k, k % 7, 0, ORIGIN_FILE);
	}
}

/* Each step of the input: two bytes of place, one of length, a text. */
static void disturb(struct doc *d, const uint8_t *p, size_t n)
{
	while (n >= 4) {
		struct doc_block *b = &d->blocks[p[0] % d->nblocks];
		size_t length = p[3] % 32 < n - 4 ? p[3] % 32 : n - 4;
		char **to = b->kind == DOC_TABLE && b->table.ncells
				    ? &b->table.cells[(p[1] * 256U + p[2]) % b->table.ncells].text
				    : &b->text;
		struct buf text = BUF_INIT;

		buf_add(&text, p + 4, length);
		if (*to && utf8_is_valid(text.p, strlen(text.p))) {
			free(*to);
			*to = strdup(text.p);
		}
		buf_release(&text);
		p += 4 + length;
		n -= 4 + length;
	}
}

static int make_paper(const uint8_t *data, size_t size, struct doc *d, struct err *err)
{
	if (data[0] == 0)
		return doc_read_bytes((struct str){ (const char *)data + 1, size - 1 }, "file", d,
				      err);
	filled_doc(&sound[data[0] % 2], d);
	disturb(d, data + 1, size - 1);
	return 0;
}

static int read_twin(const uint8_t *data, size_t size, struct form *form, struct filled *f,
		     struct err *err)
{
	static int fd = -1;
	char path[64];

	if (fd < 0)
		fd = memfd_create("twin", MFD_CLOEXEC);
	if (ftruncate(fd, 0) < 0 || pwrite(fd, data, size, 0) != (ssize_t)size)
		abort();
	snprintf(path, sizeof(path), "/proc/self/fd/%d", fd);
	return filled_read_json(path, "config/forms", form, f, err);
}

static int take(const uint8_t *data, size_t size, struct form *form, struct filled *f,
		struct err *err)
{
	struct doc d;
	int ret;

	if (data[0] == 'j')
		return read_twin(data + 1, size - 1, form, f, err);
	doc_init(&d);
	ret = make_paper(data, size, &d, err);
	if (ret == 0)
		ret = filled_recognise(&d, annual_path(), "file", form, f, err);
	doc_release(&d);
	return ret;
}

static void judge(const struct filled *f)
{
	const struct check_with with = {
		.last = &sound[0], .parts = sound, .nparts = 1, .published = true
	};
	const struct check_with alone = { .published = false };
	struct verdicts found = { 0 };
	struct buf text = BUF_INIT;
	struct err err = ERR_INIT;
	struct doc again;

	must(check_filled(f, &with, &found, &err), &err);
	must(check_filled(f, &alone, &found, &err), &err);
	verdicts_sort(&found);
	verdicts_text(&found, &text);
	verdicts_json(&found, "file", &text);
	filled_json(f, &text);
	doc_init(&again);
	filled_doc(f, &again);
	doc_release(&again);
	verdicts_release(&found);
	buf_release(&text);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct err err = ERR_INIT;
	struct filled filled;
	struct form form;

	if (size < 1)
		return 0;
	open_forms();
	if (take(data, size, &form, &filled, &err) == 0) {
		judge(&filled);
		filled_release(&filled);
		form_release(&form);
	} else {
		assert(err.kind == ERR_DATA);
	}
	return 0;
}
