/*
 * microdata_spec: the member "microdata" of protect.json: how records of persons
 * or households may be opened.
 *
 *	{"microdata": {
 *	  "quasi": [
 *	    {"column": "division", "codes": "division", "levels": ["town", "county"]},
 *	    {"column": "age", "bands": [["0", "18", "60"], ["0", "60"], "*"]},
 *	    {"column": "sex", "tree": [{"1": "*", "2": "*"}], "labels": ["性别", "不分"]},
 *	    {"column": "kind"}],
 *	  "k": 20,
 *	  "sensitive": [
 *	    {"column": "income", "l": 3, "diversity": "distinct",
 *	     "t": "0.3", "distance": "ordered"}],
 *	  "other": ["status"], "drop": ["note"], "weight": "w",
 *	  "suppression": "0.04", "cells": "0.01", "metric": "entropy",
 *	  "sample": {"by": "household", "one_in": 4},
 *	  "risk": {"threshold": "0.05", "gate": true}}}
 *
 * Every column of the stream is named once.  Level 0 of a quasi-identifier is the
 * value as it arrives; "from" and "to" bound the levels that may be published.
 * Required: quasi, k.  Shares are decimal texts of at most six places.
 */
#ifndef PROTECT_MICRODATA_SPEC_H
#define PROTECT_MICRODATA_SPEC_H

#include <stdint.h>

#include "core/digest.h"
#include "core/json.h"

enum { MILLION = 1000000, MICRODATA_MAX_QUASI = 32, MICRODATA_MAX_SENSITIVE = 16 };

enum ladder_kind { LADDER_NONE, LADDER_CODES, LADDER_BANDS, LADDER_TREE };

/* How values become coarser: one step for each level above 0. */
struct ladder_spec {
	enum ladder_kind kind;
	const char *codes; /* name of the code list */
	struct json steps; /* words of levels, lists of bounds, or maps */
	int nsteps;
};

struct quasi_spec {
	const char *column;
	struct ladder_spec ladder;
	int from, to;	    /* levels that may be published */
	struct json labels; /* a text for each level; may be absent */
	struct json at;
};

enum diversity { DIVERSITY_DISTINCT, DIVERSITY_ENTROPY, DIVERSITY_RECURSIVE };
enum distance { DISTANCE_EQUAL, DISTANCE_ORDERED, DISTANCE_HIERARCHICAL };

struct sensitive_spec {
	const char *column;
	int64_t l; /* 0: not asked for */
	enum diversity diversity;
	int64_t c; /* recursive: millionths */
	int64_t t; /* millionths; -1: not asked for */
	enum distance distance;
	struct ladder_spec ladder; /* hierarchical */
	struct json at;
};

/* What a node of the lattice costs: see info_loss.h. */
enum loss_metric { LOSS_ENTROPY, LOSS_ENTROPY_ALL, LOSS_SHARE, LOSS_DISCERNIBILITY };

struct microdata_spec {
	struct json_doc *doc;
	char digest[SHA256_HEX]; /* of the file */
	struct quasi_spec quasi[MICRODATA_MAX_QUASI];
	int nquasi;
	struct sensitive_spec sensitive[MICRODATA_MAX_SENSITIVE];
	int nsensitive;
	int64_t k;
	struct json other, drop; /* names; may be absent */
	const char *weight;	 /* or NULL */
	int64_t suppression;	 /* records, millionths of them */
	int64_t cells;		 /* cells of quasi-identifiers, millionths; -1: none */
	enum loss_metric metric;
	int64_t suppression_cost; /* LOSS_SHARE: of a dropped value, millionths */
	const char *sample_by;	  /* or NULL: all records */
	int64_t one_in;
	int64_t risk_threshold; /* millionths */
	bool risk_gate;		/* above it nothing is written */
};

/* ERR_CONFIG for all that can be seen without the stream. */
int microdata_spec_read(const char *path, struct microdata_spec *s, struct err *err);
void microdata_spec_release(struct microdata_spec *s);

#endif
