/*
 * beside_release: small releases for tests, written into a scratch folder.
 */
#ifndef TEST_BESIDE_RELEASE_H
#define TEST_BESIDE_RELEASE_H

#include <zlib.h>

#include "inspect/release_table.h"

#include "scratch.h"

/* A release of one table; members go into the package, fields are a JSON list's inside, schema what
 * follows it ("" or ", \"primaryKey\": ..."). */
static inline void put_release(const char *dir, const char *name, const char *members,
			       const char *fields, const char *schema, const char *csv)
{
	char path[128], *text;

	if (asprintf(&text,
		     "{\"name\": \"%s\", %s \"resources\": [{\"path\": \"x.json\", \"format\": "
		     "\"json\"}, {\"path\": \"t.csv\", \"format\": \"csv\", \"type\": "
		     "\"table\", \"schema\": {\"fields\": [%s]%s}}]}",
		     name, members, fields, schema) < 0)
		abort();
	snprintf(path, sizeof(path), "%s/datapackage.json", name);
	free(scratch_put(dir, path, text));
	snprintf(path, sizeof(path), "%s/t.csv", name);
	free(scratch_put(dir, path, csv));
	free(text);
}

/* Opened and read. */
static inline void get_release(struct release_table *t, const char *dir, const char *name)
{
	struct err err = ERR_INIT;
	char *folder = file_join(dir, name);

	if (release_table_open(t, folder, NULL, NULL, &err) < 0 || release_table_read(t, &err) < 0)
		fail_msg("%s", err.msg);
	free(folder);
}

/* A list with a key of zeroes. */
static inline struct findings *new_findings(void)
{
	static unsigned char bytes[32];
	const struct key key = { bytes, sizeof(bytes), "" };

	return findings_new(&key);
}

static inline struct json parse(struct json_doc **doc, const char *text)
{
	struct err err = ERR_INIT;

	if (json_parse("inspect.json", str_of(text), doc, &err) < 0)
		fail_msg("%s", err.msg);
	return json_root(*doc);
}

#endif
