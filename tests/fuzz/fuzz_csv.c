/*
 * CSV of any bytes: the fast path and the full parser give the same batches or
 * the same error; what they accept comes back the same when it is written and
 * read again.
 */
#include <assert.h>
#include <stdint.h>

#include "../unit/csv_dump.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void make_schema(struct schema *s, unsigned choice)
{
	static const enum field_type sets[4][4] = {
		{ FIELD_UTF8, FIELD_INT64, FIELD_DICT, FIELD_UTF8 },
		{ FIELD_DECIMAL, FIELD_DATE, FIELD_UTF8, FIELD_BOOL },
		{ FIELD_DICT, FIELD_FLOAT64, FIELD_DECIMAL, FIELD_UTF8 },
		{ FIELD_UTF8, FIELD_UTF8, FIELD_UTF8, FIELD_UTF8 },
	};
	static const char *const names[] = { "a", "b", "c", "d" };
	unsigned i, n = 1 + (choice >> 2) % 4;

	*s = (struct schema)SCHEMA_INIT;
	for (i = 0; i < n; i++)
		schema_add(s, names[i], sets[choice % 4][i])->nullable = !(choice >> 4 & i & 1);
}

/* The header, then the bytes: else nearly no input would come behind its first line. */
static void make_text(struct buf *text, const struct schema *s, const uint8_t *data, size_t size)
{
	size_t i;

	for (i = 0; i < s->nfields; i++) {
		buf_puts(text, i ? "," : "");
		buf_puts(text, s->fields[i].name);
	}
	buf_putc(text, '\n');
	buf_add(text, data, size);
}

/* Writes what the reader delivers. */
static void write_again(const struct schema *s, struct str bytes, struct buf *to)
{
	int in = dump_file(bytes), out = dump_file(STR(""));
	struct err err = ERR_INIT;
	const struct batch *batch;
	struct reader *r;
	struct writer *w;
	off_t n;

	assert(csv_reader_open(in, "in", STR(""), s, NULL, &r, &err) == 0);
	assert(csv_writer_open(out, "out", s, &w, &err) == 0);
	while (reader_next(r, &batch, &err) == 1)
		assert(writer_write(w, batch, &err) == 0);
	assert(writer_finish(w, &err) == 0);
	reader_close(r);
	writer_close(w);
	n = lseek(out, 0, SEEK_END);
	assert(pread(out, buf_reserve(to, (size_t)n), (size_t)n, 0) == n);
	to->n = (size_t)n;
	close(in);
	close(out);
}

static void check(const struct schema *s, struct str bytes, size_t head, const char *encoding)
{
	const struct csv_options fast = { .encoding = encoding };
	const struct csv_options full = { .encoding = encoding, .plain = true };
	struct buf a = BUF_INIT, b = BUF_INIT, again = BUF_INIT;
	enum err_kind kind = dump_csv(s, bytes, head, &fast, &a);

	assert(dump_csv(s, bytes, 0, &full, &b) == kind);
	assert(a.n == b.n && memcmp(a.p, b.p, a.n) == 0);
	assert(kind == ERR_NONE || kind == ERR_DATA);
	if (kind == ERR_NONE && !encoding) {
		buf_clear(&b);
		write_again(s, bytes, &again);
		assert(dump_csv(s, (struct str){ again.p, again.n }, 0, NULL, &b) == ERR_NONE);
		assert(a.n == b.n && memcmp(a.p, b.p, a.n) == 0);
	}
	buf_release(&a);
	buf_release(&b);
	buf_release(&again);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct schema s;
	struct buf text = BUF_INIT;

	if (size < 2)
		return 0;
	make_schema(&s, data[0]);
	make_text(&text, &s, data + 2, size - 2);
	check(&s, (struct str){ text.p, text.n }, data[1], data[0] >> 5 == 7 ? "GB18030" : NULL);
	buf_release(&text);
	schema_release(&s);
	return 0;
}
