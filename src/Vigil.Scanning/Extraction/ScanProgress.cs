namespace Vigil.Scanning.Extraction;

/// <summary>How far a scan is. Reported about once a mebibyte, from several threads.</summary>
/// <param name="BytesRead">Bytes of the artifact read so far, as stored.</param>
/// <param name="BytesTotal">Bytes that there are to read; 0 when unknown.</param>
/// <param name="Entries">Files, directories and links seen.</param>
/// <param name="LayersDone">Layers read to their end.</param>
/// <param name="Layers">Layers of the image; 0 for hosts and directories.</param>
public readonly record struct ScanProgress(long BytesRead, long BytesTotal, long Entries, int LayersDone, int Layers);
