using Xianjie.Screening;

namespace Xianjie.Platform.Tabular.Mapping;

/// <summary>Guesses which file column is which catalogue column: saved mapping, name, synonym, plain form, part, likeness.</summary>
internal sealed class MappingGuess(TableHeader header, ImportTarget target, IReadOnlyDictionary<string, string>? saved = null)
{
    /// <summary>Titles that the error workbook adds; they are never imported.</summary>
    public static readonly IReadOnlySet<string> OwnTitles = new HashSet<string>(StringComparer.Ordinal) { ErrorWorkbook.ReasonTitle, ErrorWorkbook.RowTitle };

    private const double LeastLikeness = 0.66;

    private readonly List<string> _conflicts = [];

    public ColumnMapping Guess()
    {
        var chosen = new (ImportColumn? Target, MatchKind How)[header.Count];
        var taken = new HashSet<ImportColumn>();
        var free = new List<HeaderColumn>();
        foreach (var source in header.Columns)
        {
            if (OwnTitles.Contains(source.Text)) { continue; }
            if (saved is null || !saved.TryGetValue(source.Key, out var key)) { free.Add(source); }
            else if (target[key] is { } known && (taken.Add(known) || TakesSeveral(known))) { chosen[source.Index] = (known, MatchKind.Saved); }
        }
        foreach (var match in Matches(free).OrderByDescending(match => match.Score).ThenBy(match => match.Source.Index).ThenBy(match => match.Target.Ordinal))
        {
            if (chosen[match.Source.Index].Target is { } other) { NoteRival(match, other, chosen[match.Source.Index].How); }
            else if (taken.Add(match.Target) || (TakesSeveral(match.Target) && match.How >= MatchKind.PlainText)) { chosen[match.Source.Index] = (match.Target, match.How); }
            else if (match.How >= MatchKind.PlainText && target.Repeated(match.Target) is { } later && taken.Add(later)) { chosen[match.Source.Index] = (later, MatchKind.Part); }
            else if (match.How >= MatchKind.PlainText) { NoteSecond(match, chosen); }
        }
        return new ColumnMapping(target, [.. header.Columns.Select(source => new MappedColumn(source, chosen[source.Index].Target, chosen[source.Index].How))], _conflicts);
    }

    private static bool TakesSeveral(ImportColumn column) => column.Column.Type == ColumnType.Codes;

    private IEnumerable<Match> Matches(List<HeaderColumn> free) =>
        from source in free
        from column in target.Columns
        let match = Score(source, column)
        where match.How != MatchKind.None
        select match;

    private static Match Score(HeaderColumn source, ImportColumn target)
    {
        var whole = TitleScore(source.Text, target);
        var leaf = HeaderForm.Leaf(source.Leaf);
        if (leaf == source.Text || HeaderForm.SpeakOfDifferentPeople(source.Text, string.Join('·', target.Titles))) { return new Match(source, target, whole.Score, whole.How); }
        // A part of a joined title weighs a little less than a title of its own
        var part = TitleScore(leaf, target);
        return whole.Score >= part.Score - 2 ? new Match(source, target, whole.Score, whole.How) : new Match(source, target, part.Score - 2, part.How);
    }

    private static (double Score, MatchKind How) TitleScore(string title, ImportColumn target)
    {
        if (title == target.Titles[0]) { return (100, MatchKind.Name); }
        if (target.Titles.Contains(title)) { return (95, MatchKind.Synonym); }
        var plain = HeaderForm.Plain(title);
        if (plain.Length == 0) { return (0, MatchKind.None); }
        var names = target.PlainTitles;
        if (names[0] == plain) { return (90, MatchKind.PlainText); }
        if (names.Contains(plain)) { return (85, MatchKind.PlainText); }
        if (target.Column.Type == ColumnType.Codes && names.Contains(HeaderForm.WithoutNumber(plain))) { return (80, MatchKind.PlainText); }
        return names.Where(name => !HeaderForm.SpeakOfDifferentPeople(plain, name)).Select(name => Guessed(plain, name)).DefaultIfEmpty((0, MatchKind.None)).Max();
    }

    private static (double Score, MatchKind How) Guessed(string plain, string name)
    {
        var (shorter, longer) = plain.Length < name.Length ? (plain, name) : (name, plain);
        if (shorter.Length >= 3 && longer.EndsWith(shorter, StringComparison.Ordinal)) { return (60 + 10.0 * shorter.Length / longer.Length, MatchKind.Part); }
        var likeness = HeaderForm.Likeness(plain, name);
        return likeness >= LeastLikeness ? (50 * likeness, MatchKind.Likeness) : (0, MatchKind.None);
    }

    // One file column, two catalogue columns equally well matched
    private void NoteRival(Match match, ImportColumn chosen, MatchKind how)
    {
        if (how == match.How && how >= MatchKind.PlainText && chosen.Column.Name == match.Target.Column.Name)
        {
            _conflicts.Add($"列“{match.Source.Text}”既可对应“{chosen.Fact.Name}”也可对应“{match.Target.Fact.Name}”的{chosen.Column.Name}，已取前者，请核对");
        }
    }

    // Two file columns, one catalogue column
    private void NoteSecond(Match match, (ImportColumn? Target, MatchKind How)[] chosen)
    {
        var first = header.Columns.First(source => chosen[source.Index].Target == match.Target);
        _conflicts.Add($"列“{first.Text}”（{first.Letters}）与“{match.Source.Text}”（{match.Source.Letters}）都像是{match.Target.Column.Name}，已取前者，请核对");
    }

    private readonly record struct Match(HeaderColumn Source, ImportColumn Target, double Score, MatchKind How);
}
