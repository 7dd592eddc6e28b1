namespace Xianjie.Platform.Data;

/// <summary>
/// Rows that are only ever added: what was wrong is corrected by another row that names the one it replaces and says why. Neither the program
/// nor, by a trigger of migration 0002, anyone with access to the database changes or deletes one.
/// </summary>
internal interface IAppendOnly;
