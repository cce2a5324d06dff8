/*
 * csv_dump: CSV from memory through a reader into one comparable text: every
 * batch with its size, every cell with its length, then the end or the error.
 */
#ifndef TEST_CSV_DUMP_H
#define TEST_CSV_DUMP_H

#include <stdlib.h>
#include <sys/mman.h>
#include <unistd.h>

#include "core/csv.h"
#include "core/file.h"

/* A descriptor of a nameless file that holds the bytes, at its beginning. */
static inline int dump_file(struct str bytes)
{
	int fd = memfd_create("csv", MFD_CLOEXEC);
	struct err err = ERR_INIT;

	if (fd < 0 || file_write_all(fd, "memory", bytes.p, bytes.n, &err) < 0)
		abort();
	lseek(fd, 0, SEEK_SET);
	return fd;
}

static inline void dump_batch(const struct schema *s, const struct batch *batch, struct buf *to)
{
	struct buf cell = BUF_INIT;
	int64_t row;
	size_t i;

	buf_printf(to, "batch %lld\n", (long long)batch->nrows);
	for (row = 0; row < batch->nrows; row++)
		for (i = 0; i < batch->ncolumns; i++) {
			if (column_is_null(&batch->columns[i], row)) {
				buf_puts(to, "NULL\n");
				continue;
			}
			buf_clear(&cell);
			cell_put_text(&cell, &s->fields[i], &batch->columns[i], row);
			buf_printf(to, "%zu ", cell.n);
			buf_add(to, cell.p, cell.n);
			buf_putc(to, '\n');
		}
	buf_release(&cell);
}

/* The kind of the error, ERR_NONE for none.  `head` bytes are given as already read. */
static inline enum err_kind dump_csv(const struct schema *schema, struct str bytes, size_t head,
				     const struct csv_options *options, struct buf *to)
{
	struct err err = ERR_INIT;
	struct reader *r = NULL;
	const struct batch *batch;
	int fd = dump_file(bytes), ret;

	if (head > bytes.n)
		head = bytes.n;
	lseek(fd, (off_t)head, SEEK_SET);
	ret = csv_reader_open(fd, "f.csv", (struct str){ bytes.p, head }, schema, options, &r,
			      &err);
	while (ret >= 0 && (ret = reader_next(r, &batch, &err)) == 1)
		dump_batch(schema, batch, to);
	reader_close(r);
	close(fd);
	if (ret == 0)
		return ERR_NONE;
	buf_printf(to, "error %d %s\n", (int)err.kind, err.msg);
	return err.kind;
}

#endif
