/*
 * site: the site that a pipeline file belongs to, and its named things.
 *
 * The site's root is the nearest folder at or above the given file that holds
 * config/site.json.  Everything else is found by name below it, so pipeline
 * files hold no paths:
 *	config/site.json, config/sources.json
 *	config/fields/SOURCE.json	the field register
 *	config/codes/NAME.csv		code lists
 */
#ifndef CORE_SITE_H
#define CORE_SITE_H

#include "core/codes.h"
#include "core/json.h"

struct site {
	char *root;
	struct json_doc *doc; /* site.json */
	/* Views into doc: */
	const char *name, *name_en, *uscc, *division;
	const char *portal;
	const char *licence_name, *licence_title, *licence_path;
	const char *contact_name, *contact_email, *contact_phone;
	const char *attribution, *disclaimer;
	bool is_demo;  /* fixture data: every release says so */
	bool national; /* "cryptography": "national": SM2, SM3 in the place of Ed25519, SHA-256 */
	/* Absolute paths, owned: */
	char *public_dir, *private_dir, *work_dir, *state_dir, *key_dir;
	char *reviews_dir;	   /* who reviewed which policy: run/review.h */
	struct codes **code_lists; /* private: loaded on demand */
	size_t ncode_lists;
};

/* near: a pipeline file or folder, or NULL for the working folder. */
int site_open(struct site *s, const char *near, struct err *err);
void site_release(struct site *s);
/* root/fmt..., to be freed. */
char *site_path(const struct site *s, const char *fmt, ...) __attribute__((format(printf, 2, 3)));
/* Loaded once, kept until the release. */
int site_codes(struct site *s, const char *name, const struct codes **c, struct err *err);

struct source {
	const char *name, *label, *driver; /* views into doc */
	char *path;			   /* sqlite: absolute, owned */
	const char *credential;		   /* a name, or NULL */
	struct json_doc *doc;
};

int site_source(const struct site *s, const char *name, struct source *src, struct err *err);
void source_release(struct source *src);

#endif
