/*
 * body: bytes that are to be opened, with the place where they were.
 *
 * Every opener takes a body, shows pieces of it, reports findings of structure,
 * and gives the bodies inside it back to body_open().  Shared by the files of
 * the walk; nothing outside of them includes it.
 */
#ifndef INSPECT_BODY_H
#define INSPECT_BODY_H

#include "inspect/kind.h"
#include "inspect/walk.h"

struct walk {
	const struct walk_options *o;
	struct findings *findings;
	piece_fn *each;
	void *ctx;
	long long unpacked; /* bytes so far */
};

struct body {
	const char *file; /* as findings name it */
	const char *name; /* its own name, for what it claims to be: never shown; "" for none */
	struct str bytes;
	int depth;	  /* archives around it */
	int layer;	  /* layers of decoding undone */
	bool is_mapped;	  /* bytes are a mapped file: pages that were shown are given back */
	bool is_part;	  /* `name` is the path of a part in an XLSX, DOCX or PPTX */
	bool is_name;	  /* the bytes are a name */
	bool values_only; /* as in struct piece, */
	bool is_joined;	  /* and this */
};

/* Tells the kind and opens it. */
int body_open(struct walk *w, const struct body *body, struct err *err);
/* A name, comment or other small text that belongs to `file`, in any encoding. */
int body_name(struct walk *w, const char *file, struct str name, struct err *err);
/* Bytes within the body that are not its content: header fields, gaps, metadata.
 * `label` follows the file's name after " > ". */
int body_extra(struct walk *w, const struct body *body, const char *label, struct str bytes,
	       struct err *err);
/* Opens what was found inside body, one level deeper; name as in struct body. */
int body_inside(struct walk *w, const struct body *body, const char *label, const char *name,
		struct str bytes, struct err *err);
/* Emits the name of a member and makes what findings call the member, to be freed:
 * "PARENT > NAME", or "PARENT > member N" when the name is not clean. */
int body_member(struct walk *w, const struct body *body, long long number, struct str name,
		char **file, struct err *err);

/* A finding when its name says another kind. */
void body_check_name(struct walk *w, const struct body *body, enum kind kind);
/* True, with a finding, when it is nested deeper than it may be. */
bool body_is_too_deep(struct walk *w, const struct body *body);

bool walk_is_clean(const struct walk *w, struct str name);
/* A finding of structure; place within the file, or "". */
void walk_structure(struct walk *w, const char *file, const char *what, const char *place);
/* Counts bytes that were unpacked; false, with a finding, when they are too many. */
bool walk_may_unpack(struct walk *w, const char *file, size_t n);
/* "FILE > LABEL", to be freed. */
char *walk_below(const char *file, const char *label);

#endif
