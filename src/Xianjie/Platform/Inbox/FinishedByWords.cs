namespace Xianjie.Platform.Inbox;

/// <summary>Work of this kind has no page that ends it: whoever has it looks into the matter and writes down what came of it.</summary>
internal sealed record FinishedByWords(string Kind);
