SwaggerUIBundle({ url: '/api/openapi.json', dom_id: '#swagger', deepLinking: true, docExpansion: 'none', validatorUrl: null })
