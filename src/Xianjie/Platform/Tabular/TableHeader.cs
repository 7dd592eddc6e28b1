namespace Xianjie.Platform.Tabular;

/// <summary>One column of an uploaded table.</summary>
/// <param name="Index">Position from 0.</param>
/// <param name="Text">The whole title; parts of a header of several rows are joined by ·.</param>
/// <param name="Leaf">The lowest part of the title.</param>
/// <param name="Key">The title made unique in the table, by which a saved mapping finds the column again.</param>
internal sealed record HeaderColumn(int Index, string Text, string Leaf, string Key)
{
    /// <summary>As Excel names the column: A, B, …</summary>
    public string Letters => NumberText.ColumnLetters(Index);
}

/// <summary>The header of an uploaded table.</summary>
/// <param name="FirstRow">Number of its first row, as Excel shows it.</param>
/// <param name="LastRow">Number of its last row.</param>
internal sealed record TableHeader(IReadOnlyList<HeaderColumn> Columns, int FirstRow, int LastRow)
{
    public int Count => Columns.Count;
}
