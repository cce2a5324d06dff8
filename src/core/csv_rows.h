/*
 * csv_rows: the rows of a CSV file on their way into a batch.
 *
 * A batch must end at the same row whatever the processor and however the
 * bytes arrive, so its size is counted from the rows alone.
 */
#ifndef CORE_CSV_ROWS_H
#define CORE_CSV_ROWS_H

#include "core/record.h"

struct csv_rows {
	const struct schema *schema; /* the reader's */
	struct batch_builder builder;
	size_t fixed_bytes; /* of one row, without its texts */
	int64_t nrows;
	size_t text_bytes;
};

void csv_rows_init(struct csv_rows *rows, const struct schema *schema);
void csv_rows_release(struct csv_rows *rows);
void csv_rows_clear(struct csv_rows *rows);

static inline bool csv_rows_is_full(const struct csv_rows *rows)
{
	return rows->nrows >= BATCH_ROWS ||
	       (size_t)rows->nrows * rows->fixed_bytes + rows->text_bytes >= BATCH_BYTES;
}

#endif
