# yangguang: two commands matter, `make run` and `make check`.
#
#   make run      install what is missing, build, make the fixture database, run the pipelines
#   make check    install what is missing, build, run every test
#   make          build into build/release
#   make V=1 ...  show the commands
#   MODE=debug | san | fuzz    other build folders: build/debug, build/san (ASan and UBSan), ...
#   make install DESTDIR= PREFIX=/usr/local
#   make sweep     kill yg-publish and yg at every one of their system calls
#   make lint bench fuzz analyze format clean

# Flow order.  Every stage is src/STAGE/ and builds bin/yg-STAGE; run/ builds bin/yg.
STAGES  := extract mask aggregate protect report package inspect publish verify
ROOMS   := $(STAGES) run

VERSION := 0.1.0
MODE    ?= release
BUILD   ?= build
PREFIX  ?= /usr/local
CC      := $(if $(filter default,$(origin CC)),gcc,$(CC))
B       := $(BUILD)/$(MODE)

WARN    := -Wall -Wextra -Wshadow -Wstrict-prototypes -Wmissing-prototypes -Wpointer-arith \
           -Wwrite-strings -Wvla -Wformat=2 -Wundef -Wcast-qual $(if $(CI),-Werror)
HARDEN  := -D_FORTIFY_SOURCE=3 -fstack-protector-strong -fstack-clash-protection \
           -fcf-protection=full -ftrivial-auto-var-init=zero -fzero-call-used-regs=used-gpr
SAN     := -fsanitize=address,undefined -fno-sanitize-recover=all -fno-omit-frame-pointer
MODE_release := -O2 -g $(HARDEN)
MODE_debug   := -O0 -g3
MODE_san     := -O1 -g $(SAN)
MODE_fuzz    := -O1 -g $(SAN) -fsanitize=fuzzer-no-link
ifeq ($(MODE),fuzz)
CC := clang
endif

ALL_CPPFLAGS = -Isrc -Ifixtures -D_GNU_SOURCE -DYG_VERSION='"$(VERSION)"' -include core/banned.h $(CPPFLAGS)
ALL_CFLAGS   = -std=gnu11 -fPIE -MMD -MP $(WARN) $(MODE_$(MODE)) $(CFLAGS)
ALL_LDFLAGS  = -pie -Wl,-z,relro,-z,now,-z,noexecstack,-z,separate-code -Wl,--as-needed \
               $(if $(filter san fuzz,$(MODE)),$(SAN)) $(LDFLAGS)

LIBS_core      := -lcsv -lcjson -lcrypto -lxxhash -lm
LIBS_extract   := -lsqlite3 -lpthread
LIBS_aggregate := -lpthread
LIBS_protect   := -lglpk -lsqlite3
LIBS_report    := -lxml2 -larchive -lxlsxwriter -lpangocairo-1.0 -lpango-1.0 -lcairo -lgobject-2.0 -lglib-2.0
LIBS_package   := -lxlsxwriter -larchive -ldeflate -lz -lpthread
LIBS_inspect   := -larchive -ldeflate -lz -lsqlite3 -lpoppler-glib -lgobject-2.0 -lglib-2.0 -lpthread
LIBS_verify    := -lglpk -lz
LIBS_run       := -lsqlite3 -lz
LIBS_all       := $(LIBS_extract) $(LIBS_protect) $(LIBS_report) $(LIBS_package) $(LIBS_inspect) $(LIBS_core)

obj      = $(patsubst %.c,$(B)/%.o,$(1))
bin      = $(B)/bin/$(if $(filter run,$(1)),yg,yg-$(1))
# A room's sources; a large room is parted into folders.
sources  = $(wildcard src/$(1)/*.c src/$(1)/*/*.c)
CORE     := $(call obj,$(call sources,core))
LOGIC    := $(call obj,$(filter-out %/main.c,$(foreach r,$(ROOMS),$(call sources,$(r)))))
PROGRAMS := $(foreach r,$(ROOMS),$(call bin,$(r)))
PAGES    := $(wildcard src/*/*.1)
GENERATE := $(B)/fixtures/generate
UNITS    := $(patsubst tests/unit/%.c,$(B)/unit/%,$(wildcard tests/unit/test_*.c))
PROOFS   := $(patsubst tests/proof/%.c,$(B)/proof/%,$(wildcard tests/proof/*.c))
BENCHES  := $(patsubst tests/bench/%.c,$(B)/bench/%,$(wildcard tests/bench/*.c))
FUZZERS  := $(patsubst tests/fuzz/%.c,$(B)/fuzz/%,$(wildcard tests/fuzz/fuzz_*.c))

ifneq ($(V),1)
Q = @printf '  %-5s %s\n' "$(1)" "$(patsubst $(BUILD)/%,%,$@)";
endif

all: programs
programs: $(PROGRAMS) $(GENERATE)
units: $(UNITS)
proofs: $(PROOFS)
fuzzers: $(FUZZERS)

define program
$(call bin,$(1)): $(call obj,$(call sources,$(1))) $(B)/libcore.a
$(call bin,$(1)): LDLIBS = $(LIBS_$(1)) $(LIBS_core)
endef
$(foreach r,$(ROOMS),$(eval $(call program,$(r))))

$(PROGRAMS):
	$(call Q,LD)mkdir -p $(@D) && $(CC) $(ALL_LDFLAGS) -o $@ $^ $(LDLIBS)
$(B)/libcore.a: $(CORE)
	$(call Q,AR)rm -f $@ && ar rcs $@ $^
$(B)/liblogic.a: $(LOGIC)
	$(call Q,AR)rm -f $@ && ar rcs $@ $^
$(GENERATE): $(call obj,$(wildcard fixtures/*.c)) $(B)/libcore.a
	$(call Q,LD)mkdir -p $(@D) && $(CC) $(ALL_LDFLAGS) -o $@ $^ -lsqlite3 $(LIBS_core)
$(B)/unit/%: $(B)/tests/unit/%.o $(B)/liblogic.a $(B)/libcore.a
	$(call Q,LD)mkdir -p $(@D) && $(CC) $(ALL_LDFLAGS) -o $@ $^ -lcmocka $(LIBS_all)
$(B)/proof/%: $(B)/tests/proof/%.o $(B)/liblogic.a $(B)/libcore.a
	$(call Q,LD)mkdir -p $(@D) && $(CC) $(ALL_LDFLAGS) -o $@ $^ $(LIBS_all)
$(B)/bench/%: $(B)/tests/bench/%.o $(B)/liblogic.a $(B)/libcore.a
	$(call Q,LD)mkdir -p $(@D) && $(CC) $(ALL_LDFLAGS) -o $@ $^ $(LIBS_all)
$(B)/fuzz/%: $(B)/tests/fuzz/%.o $(B)/liblogic.a $(B)/libcore.a
	$(call Q,LD)mkdir -p $(@D) && $(CC) $(ALL_LDFLAGS) -fsanitize=fuzzer -o $@ $^ $(LIBS_all)
# Headers of other people's are not ours to warn about.
$(B)/src/report/paper/pdf%.o: CPPFLAGS += $(subst -I,-isystem ,$(shell pkg-config --cflags-only-I pangocairo))
$(B)/src/report/%.o $(B)/tests/unit/%.o: CPPFLAGS += $(subst -I,-isystem ,$(shell pkg-config --cflags-only-I libxml-2.0))
$(B)/src/inspect/pdf_poppler.o: CPPFLAGS += $(subst -I,-isystem ,$(shell pkg-config --cflags-only-I poppler-glib))
$(B)/%.o: %.c
	$(call Q,CC)mkdir -p $(@D) && $(CC) $(ALL_CPPFLAGS) $(ALL_CFLAGS) -c -o $@ $<

# The main job.  The site of this folder is the demonstration: synthetic data, a throw-away key.
SOURCE := out/sources/relief.db
KEY    := out/private/keys/pseudonym

run: packages-run
	@$(MAKE) --no-print-directory -s -j2 demo
demo: programs $(SOURCE) $(KEY)
	@$(B)/bin/yg review --demo
	@$(B)/bin/yg run
	@mkdir -p -m 700 out/private/entered && cp -r fixtures/entered/. out/private/entered
	@for y in 2024 2025; do $(B)/bin/yg report annual-report $$y --demo || exit; done
	@$(B)/bin/yg report yearbook 2025 --demo
$(SOURCE): $(GENERATE)
	@mkdir -p $(@D) && $(GENERATE) --size small --output $@ --canaries $(@D)/canaries.txt
# Without its private folder the demonstration begins anew, and its reviews with it.
$(KEY):
	@mkdir -p -m 700 out/private && mkdir -p -m 700 $(@D) && umask 077 && \
	rm -rf out/state/reviews out/private/reviews && \
	head -c 32 /dev/urandom >$@.new && mv $@.new $@ && echo "made a demonstration key, $@"

packages-run:
	@.ci/packages run
packages-check:
	@.ci/packages check

# Tests.  Every group speaks TAP to prove, which shows what failed and why; what needs something
# that is absent says SKIP.  A group that fails does not keep the others from running.
PROVE := prove -j2 --timer --failures --comments
ENV    = BIN="$(abspath $(B)/bin)" CMOCKA_MESSAGE_OUTPUT=TAP

check: packages-check
	@$(MAKE) --no-print-directory -j2 programs units proofs
	@$(MAKE) --no-print-directory -j2 MODE=san programs units
	@$(MAKE) --no-print-directory -j2 MODE=fuzz fuzzers
	@$(MAKE) --no-print-directory -k -j1 check-lint check-unit check-cli check-flow check-proof \
		check-san check-fuzz
check-lint: programs
	@$(ENV) CC="$(CC)" $(PROVE) -e sh $(sort $(wildcard tests/lint/*.sh))
check-unit: units
	@$(ENV) $(PROVE) -e tests/run-unit $(UNITS)
check-cli: programs
	@$(ENV) $(PROVE) -e tests/run-case $(sort $(wildcard tests/cli/*/*.sh))
check-flow: programs
	@$(ENV) $(PROVE) -e sh $(sort $(wildcard tests/flow/*.sh))
check-proof: programs proofs
	@$(ENV) PROOF="$(abspath $(B)/proof)" $(PROVE) -e sh $(sort $(wildcard tests/proof/*.sh))
check-san:
	@$(MAKE) --no-print-directory -k MODE=san check-unit check-cli
check-fuzz:
	@$(MAKE) --no-print-directory -j2 MODE=fuzz fuzzers
	@FUZZ="$(abspath $(BUILD)/fuzz/fuzz)" SECONDS_EACH=10 $(PROVE) -e sh tests/fuzz/short.sh

lint: check-lint
fuzz:
	@$(MAKE) --no-print-directory -j2 MODE=fuzz fuzzers
	@FUZZ="$(abspath $(BUILD)/fuzz/fuzz)" SECONDS_EACH=$(or $(SECONDS_EACH),600) prove -v -e sh tests/fuzz/short.sh
# gcc's own analysis of every source of the programs; slow, so not a part of check.
analyze:
	@$(MAKE) --no-print-directory -j2 BUILD=$(BUILD)/analyze CFLAGS='-fanalyzer -Werror' programs-only
programs-only: $(PROGRAMS)
sweep: programs
	@$(ENV) EVERY=1 prove -v -e sh tests/flow/kill-sweep.sh
bench: programs $(BENCHES)
	@for b in $(BENCHES); do $$b; done
	@$(ENV) sh tests/bench/bench.sh
format:
	clang-format -i $$(git ls-files '*.[ch]')

install: programs
	install -d $(DESTDIR)$(PREFIX)/bin $(DESTDIR)$(PREFIX)/share/man/man1
	install -m 755 $(PROGRAMS) $(DESTDIR)$(PREFIX)/bin
	install -m 644 $(PAGES) $(DESTDIR)$(PREFIX)/share/man/man1

clean:
	rm -rf $(BUILD)

.PHONY: all programs units proofs fuzzers run demo packages-run packages-check check check-lint \
        check-unit check-cli check-flow check-proof check-san check-fuzz lint fuzz sweep analyze programs-only \
        bench format install clean
.SECONDARY:
-include $(shell find $(B) -name '*.d' 2>/dev/null)
