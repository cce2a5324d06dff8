/*
 * release_scene: a small release folder for tests: two towns and two kinds of relief that
 * overlap, two years, one protected cell.
 */
#ifndef TESTS_RELEASE_SCENE_H
#define TESTS_RELEASE_SCENE_H

#include "core/digest.h"
#include "scratch.h"

#define RELEASE_CSV                                                                                \
	"division,division_name,division_level,kind,kind_name,kind_level,period,period_name,"      \
	"period_level,persons,persons_status,amount,amount_status\r\n"                             \
	"350524000000,安溪县,county,_T,合计,total,2024,2024年,year,100,,2000.00,\r\n"        \
	"350524000000,安溪县,county,_T,合计,total,2025,2025年,year,110,,2505.50,\r\n"        \
	"350524000000,安溪县,county,01,低保,type,2024,2024年,year,60,,1500.00,\r\n"          \
	"350524000000,安溪县,county,01,低保,type,2025,2025年,year,63,,1600.00,\r\n"          \
	"350524000000,安溪县,county,02,特困,type,2024,2024年,year,50,,0.00,\r\n"             \
	"350524000000,安溪县,county,02,特困,type,2025,2025年,year,60,,905.50,\r\n"           \
	"350524100000,凤城镇,town,_T,合计,total,2025,2025年,year,0,,,x\r\n"                  \
	"350524100000,凤城镇,town,01,低保,type,2025,2025年,year,,c,,c\r\n"                   \
	"350524101000,蓬莱镇,town,_T,合计,total,2025,2025年,year,1234567,,0.10,\r\n"         \
	"350524101000,蓬莱镇,town,01,低保,type,2025,2025年,year,,z,7.00,p\r\n"

#define RELEASE_FIELDS                                                                             \
	"{\"name\":\"division\",\"type\":\"string\"},{\"name\":\"division_name\",\"type\":"        \
	"\"string\"},{\"name\":\"division_level\",\"type\":\"string\"},{\"name\":\"kind\","        \
	"\"type\":\"string\"},{\"name\":\"kind_name\",\"type\":\"string\"},{\"name\":"             \
	"\"kind_level\",\"type\":\"string\"},{\"name\":\"period\",\"type\":\"string\"},{"          \
	"\"name\":\"period_name\",\"type\":\"string\"},{\"name\":\"period_level\",\"type\":"       \
	"\"string\"},{\"name\":\"persons\",\"type\":\"integer\",\"unit\":\"人\"},{\"name\":"      \
	"\"persons_status\",\"type\":\"string\"},{\"name\":\"amount\",\"type\":\"number\","        \
	"\"unit\":\"元\"},{\"name\":\"amount_status\",\"type\":\"string\"}"
#define RELEASE_KEY "\"division\",\"kind\",\"period\""

#define STANDARD_CSV                                                                               \
	"district,kind,year,amount,per\r\n"                                                        \
	"350524000000,农村低保,2024,905.00,元/人·月\r\n"                                   \
	"350524000000,农村低保,2025,1245.00,元/人·月\r\n"                                  \
	"350524000000,农村低保,2025,14940.00,元/人·年\r\n"
#define STANDARD_FIELDS                                                                            \
	"{\"name\":\"district\",\"type\":\"string\"},{\"name\":\"kind\",\"type\":\"string\"},{"    \
	"\"name\":\"year\",\"type\":\"integer\"},{\"name\":\"amount\",\"type\":\"number\"},{"      \
	"\"name\":\"per\",\"type\":\"string\"}"

static inline void put_hash(struct buf *b, const char *text, size_t n)
{
	char hex[SHA256_HEX];

	sha256_of(text, n, hex);
	buf_puts(b, hex);
}

/* dir/name/ID with its table, its digests stated. */
static inline char *release_put(const char *dir, const char *name, const char *csv,
				const char *fields, const char *key)
{
	struct buf package = BUF_INIT, sums = BUF_INIT, path = BUF_INIT;
	char *folder;

	buf_printf(&package,
		   "{\"name\":\"%s\",\"resources\":[{\"name\":\"%s\",\"path\":\"%s.csv\",", name,
		   name, name);
	buf_puts(&package, "\"format\":\"csv\",\"type\":\"table\",\"hash\":\"sha256:");
	put_hash(&package, csv, strlen(csv));
	buf_printf(&package, "\",\"schema\":{\"fields\":[%s],\"primaryKey\":[%s]}}]}", fields, key);
	put_hash(&sums, package.p, package.n);
	buf_puts(&sums, "  datapackage.json\n");
	put_hash(&sums, csv, strlen(csv));
	buf_printf(&sums, "  %s.csv\n", name);
	buf_printf(&path, "%s/2025-aaaaaaaaaaaa/SHA256SUMS", name);
	free(scratch_put(dir, path.p, sums.p));
	buf_clear(&path);
	buf_printf(&path, "%s/2025-aaaaaaaaaaaa/%s.csv", name, name);
	free(scratch_put(dir, path.p, csv));
	buf_clear(&path);
	buf_printf(&path, "%s/2025-aaaaaaaaaaaa/datapackage.json", name);
	folder = scratch_put(dir, path.p, package.p);
	*strrchr(folder, '/') = '\0';
	buf_release(&package);
	buf_release(&sums);
	buf_release(&path);
	return folder;
}

static inline char *relief_put(const char *dir)
{
	return release_put(dir, "relief", RELEASE_CSV, RELEASE_FIELDS, RELEASE_KEY);
}

#endif
