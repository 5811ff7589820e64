namespace AesniCheck.Interop;

/// <summary>
/// The system calls of AF_ALG, the interface to the kernel's ciphers. All other code uses this interface, so that a test can substitute another kernel. Each
/// call returns the result of the system call, or its <c>errno</c> as a negative number, as the kernel itself does. Stateless and thread-safe; a socket is
/// for one thread at a time.
/// </summary>
internal interface ICryptoSockets
{
    /// <summary>socket(2): a socket that represents one cipher once it is bound.</summary>
    /// <returns>A descriptor.</returns>
    int CreateSocket();

    /// <summary>bind(2): chooses the cipher.</summary>
    /// <param name="socket">From <see cref="CreateSocket"/>.</param>
    /// <param name="address">A struct sockaddr_alg: <see cref="AlgMessage.WriteAddress"/>.</param>
    int Bind(int socket, ReadOnlySpan<byte> address);

    /// <summary>setsockopt(2) with ALG_SET_KEY, on the bound socket.</summary>
    int SetKey(int socket, ReadOnlySpan<byte> key);

    /// <summary>setsockopt(2) with ALG_SET_AEAD_AUTHSIZE, on the bound socket: no value; the option's length is the tag's length.</summary>
    int SetTagLength(int socket, int length);

    /// <summary>accept4(2): a non-blocking socket for requests to the bound cipher.</summary>
    /// <returns>A descriptor.</returns>
    int Accept(int socket);

    /// <summary>sendmsg(2): input for a request.</summary>
    /// <param name="socket">From <see cref="Accept"/>.</param>
    /// <param name="control">Control messages, which begin a request: <see cref="AlgMessage.WriteControl"/>; empty to continue the request.</param>
    /// <param name="data">The input, in order; the memory is copied.</param>
    /// <param name="more">Whether more input follows: MSG_MORE.</param>
    /// <returns>The number of bytes accepted.</returns>
    int Send(int socket, ReadOnlySpan<byte> control, ReadOnlySpan<Iovec> data, bool more);

    /// <summary>recvmsg(2): runs the request, and receives its output.</summary>
    /// <param name="socket">From <see cref="Accept"/>.</param>
    /// <param name="data">Receives the output, in order.</param>
    /// <returns>The number of bytes received.</returns>
    int Receive(int socket, ReadOnlySpan<Iovec> data);

    /// <summary>pipe2(2): a non-blocking pipe.</summary>
    int CreatePipe(out int readEnd, out int writeEnd);

    /// <summary>vmsplice(2): puts the memory itself, not a copy, into a pipe. The memory must not change until the request is done.</summary>
    /// <returns>The number of bytes that fit.</returns>
    int SpliceMemory(int writeEnd, ReadOnlySpan<Iovec> data);

    /// <summary>splice(2): moves the content of a pipe into a request.</summary>
    /// <param name="readEnd">The read end of the pipe.</param>
    /// <param name="socket">From <see cref="Accept"/>.</param>
    /// <param name="length">The number of bytes to move.</param>
    /// <param name="more">Whether more input follows: SPLICE_F_MORE.</param>
    /// <returns>The number of bytes moved.</returns>
    int Splice(int readEnd, int socket, int length, bool more);

    /// <summary>close(2).</summary>
    void Close(int descriptor);
}
