namespace Xianjie.Platform.Backup.Sets;

internal enum PartKind { Pages, Rows }

/// <summary>First thing inside a part, under its seal: what it is and which part it continues, so that none can be exchanged or left out.</summary>
/// <param name="Key">Under which key of the ring: a turned key begins a new set, so that none needs two.</param>
/// <param name="Previous">SHA-256 of the part before as it lies on disk, hex; empty for the base.</param>
/// <param name="Schema">Hash over the schema scripts that had run.</param>
internal sealed record PartHeader(Guid Set, int Number, PartKind Kind, DateTimeOffset At, string Version, string Schema, byte Key, string Previous);

/// <summary>One line of a set's list.</summary>
/// <param name="Items">Pages or rows in it.</param>
/// <param name="Sha256">Of the part as it lies on disk, hex.</param>
internal sealed record PartLine(int Number, DateTimeOffset At, long Size, string Sha256, long Items, int Files, double Seconds);
