#include "core/csv_rows.h"

/* Bytes of one value in a batch; a boolean is counted as a whole one. */
static size_t value_bytes(enum field_type type)
{
	switch (type) {
	case FIELD_BOOL:
		return 1;
	case FIELD_INT64:
	case FIELD_FLOAT64:
		return 8;
	case FIELD_DECIMAL:
		return 16;
	case FIELD_DATE:
	case FIELD_UTF8:
	case FIELD_DICT:
		return 4;
	case FIELD_OPAQUE:
		break;
	}
	return 0;
}

void csv_rows_init(struct csv_rows *rows, const struct schema *schema)
{
	size_t i;

	*rows = (struct csv_rows){ .schema = schema };
	batch_builder_init(&rows->builder, schema);
	for (i = 0; i < schema->nfields; i++)
		rows->fixed_bytes += value_bytes(schema->fields[i].type);
}

void csv_rows_release(struct csv_rows *rows)
{
	batch_builder_release(&rows->builder);
}

void csv_rows_clear(struct csv_rows *rows)
{
	batch_builder_clear(&rows->builder);
	rows->nrows = 0;
	rows->text_bytes = 0;
}
