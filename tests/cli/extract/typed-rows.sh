# Money, dates, codes and NULL come out as declared; 'x' is not "x".
. "$CASE/demo.inc"; demo
extract
