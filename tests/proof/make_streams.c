/*
 * make_streams FOLDER: streams of the sample that stream.mjs reads with another
 * implementation of Arrow.  Both know how a value follows from its row.
 */
#include <fcntl.h>

#include "../unit/stream_sample.h"

/* name, first row, rows, rows in a batch */
static const struct {
	const char *name;
	int64_t from, rows, each;
} streams[] = {
	{ "empty", 0, 0, 1 },	    { "one", 0, 1, 1 },
	{ "nulls", 3, 1, 1 },	    { "small", 0, 100, 7 },
	{ "batches", 5, 5000, 64 }, { "whole", 0, 4096, 4096 },
	{ "odd", 11, 4095, 4095 },  { "million", 0, 1000000, 4096 },
};

static int save(const char *folder, const char *name, const struct buf *stream, struct err *err)
{
	struct buf path = BUF_INIT;
	struct file f = FILE_INIT;
	int ret;

	buf_printf(&path, "%s/%s.stream", folder, name);
	ret = file_create(&f, path.p, 0644, err);
	if (ret == 0)
		ret = file_write(&f, stream->p, stream->n, err);
	if (ret == 0)
		ret = file_commit(&f, err);
	file_abort(&f);
	buf_release(&path);
	return ret;
}

/* Each batch brings a dictionary of its own: "a0".., "b0".., "c0"... */
static int save_replaced(const char *folder, struct err *err)
{
	struct schema s = SCHEMA_INIT;
	struct batch_builder bb;
	struct writer *w;
	struct buf stream = BUF_INIT;
	char text[16];
	int fd = memory_file(NULL, 0), ret, i, k;

	schema_add(&s, "code", FIELD_DICT);
	ret = stream_writer_open(fd, "replaced", &s, &w, err);
	for (i = 0; ret == 0 && i < 3; i++) {
		batch_builder_init(&bb, &s);
		for (k = 0; k < 10; k++) {
			snprintf(text, sizeof(text), "%c%d", 'a' + i, k % 4);
			builder_text(&bb.columns[0], text, strlen(text));
		}
		ret = writer_write(w, batch_builder_view(&bb), err);
		batch_builder_release(&bb);
	}
	if (ret == 0)
		ret = writer_finish(w, err);
	writer_close(w);
	memory_read(fd, &stream);
	if (ret == 0)
		ret = save(folder, "replaced", &stream, err);
	buf_release(&stream);
	schema_release(&s);
	close(fd);
	return ret;
}

int main(int argc, char **argv)
{
	struct err err = ERR_INIT;
	struct buf stream = BUF_INIT;
	size_t i;
	int ret = 0;

	if (argc != 2) {
		fprintf(stderr, "usage: make_streams FOLDER\n");
		return ERR_USAGE;
	}
	for (i = 0; ret == 0 && i < sizeof(streams) / sizeof(*streams); i++) {
		sample_stream(&stream, streams[i].from, streams[i].rows, streams[i].each);
		ret = save(argv[1], streams[i].name, &stream, &err);
	}
	if (ret == 0)
		ret = save_replaced(argv[1], &err);
	buf_release(&stream);
	if (ret < 0)
		fprintf(stderr, "make_streams: %s\n", err.msg);
	return ret < 0 ? (int)err.kind : 0;
}
