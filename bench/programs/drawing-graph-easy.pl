# Reads a graph in Graph::Easy's own language, and prints how many ms it takes to lay it out and draw it, then the
# drawing. Reading the graph is not in it. It has drawn the small graph three times before, which is the first file.
use strict;
use warnings;
use Graph::Easy;
use Graph::Easy::Parser;
use Time::HiRes qw(time);

my ($small, $wanted) = @ARGV;
drawn($small) for 1 .. 3;
my @times;
my $spent = 0;
my $drawing;
do {
	(my $ms, $drawing) = drawn($wanted);
	push @times, $ms;
	$spent += $ms;
} while (@times < 25 && $spent < 500);
@times = sort { $a <=> $b } @times;
binmode STDOUT, ':utf8';
print "$times[@times >> 1]\n$drawing";

sub drawn {
	my $graph = Graph::Easy::Parser->new()->from_file(shift);
	$graph->timeout(600);
	my $before = time;
	my $drawn = $graph->as_boxart();
	return ((time - $before) * 1000, $drawn);
}
